"""What is run by hand or by make, and is not part of Deskhand."""
