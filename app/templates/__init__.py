"""Quick replies in this world: Liquid, dates and money by locale, the built-in replies, files in and out."""
