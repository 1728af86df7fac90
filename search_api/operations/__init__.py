"""What whoever runs the service sees of it: the access log, the log of troubles, the metrics."""
