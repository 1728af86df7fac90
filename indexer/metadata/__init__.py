"""What is said of a resource: read, checked, merged, corrected; which resources are one work."""
