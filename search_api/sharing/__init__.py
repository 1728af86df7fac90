"""What is given away: the page of a resource, feeds, records for harvesters."""
