"""What reaches the service from outside: from where, how often, how slowly, from which pages."""
