"""The screens. They speak HTTP to the API only; of our own code they know its wire models."""
