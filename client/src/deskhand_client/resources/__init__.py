"""What is said to the server, noun by noun: each call once, for the blocking and the asynchronous client."""
