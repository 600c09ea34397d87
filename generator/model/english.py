"""English for the words of the furniture, by their Chinese."""

ENGLISH = {
    "首页": "Home",
}
