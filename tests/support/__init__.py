"""What the tests share: the loop they run on and the watch over what they leave behind."""
