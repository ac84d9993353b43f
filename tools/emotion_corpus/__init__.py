"""What customers write, by hand, as templates: the emotion engine learns from it."""
