"""Full text over title, description and comments: one tokeniser, two databases, the same tickets."""
