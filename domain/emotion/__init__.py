"""What a customer's message is: how upset, a complaint or not, about what, in which language (E-1)."""
