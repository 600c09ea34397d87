"""The cases by number: what must not break us, and how it is proved, by tests named ``test_fault_<number>_…``."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A case.

    Attributes:
        what: happens.
        how: it is proved: ``site`` (a site is checked or built in this process), ``process`` (the command as a whole,
            or a fork of it), ``browser`` (a real one looks at the pages), ``preview`` (``serve`` or its parts).
    """

    what: str
    how: str


CASES = {
    1: Case("broken YAML, tabs, open quotes", "site"),
    2: Case("no, 0777, 12:30:45, numbers of 18 digits", "site"),
    3: Case("a day that no calendar has", "site"),
    4: Case("a key that stands twice", "site"),
    5: Case("an unknown key", "site"),
    6: Case("nesting without end", "site"),
    7: Case("aliases, merge keys, tags that run code", "site"),
    8: Case("files and lines without measure", "site"),
    9: Case("GBK, UTF-16, BOM, no encoding at all", "site"),
    10: Case("NUL, controls, lone surrogates", "site"),
    11: Case("signs that turn text round, invisible ones, emoji of several", "site"),
    12: Case("one name in two normal forms", "site"),
    13: Case("twins by case", "site"),
    14: Case("two things at one address", "site"),
    15: Case("names of devices, too long ones", "site"),
    16: Case("addresses that lead out", "site"),
    17: Case("names of files that are no text", "site"),
    18: Case("links out of the site, loops", "site"),
    19: Case("pipes, sockets, files that may not be read", "site"),
    20: Case("a header that is missing or open", "site"),
    21: Case("references that lead nowhere", "site"),
    22: Case("days in the wrong order, time zones", "site"),
    23: Case("scripts, handlers, hidden in markup", "browser"),
    24: Case("quotes that break out of attributes", "browser"),
    25: Case("</script> and U+2028 in data for machines", "browser"),
    26: Case("loads from elsewhere", "browser"),
    27: Case("templates in content", "browser"),
    28: Case("texts that take for ever", "site"),
    29: Case("odds and ends of markup", "site"),
    30: Case("pictures that are none, or of every kind", "site"),
    31: Case("pictures that would fill the memory", "site"),
    32: Case("what pictures carry along", "site"),
    33: Case("names and numbers of people in any place", "site"),
    34: Case("a consent that is withdrawn", "site"),
    35: Case("disk full, no permission, too many files, at any call", "process"),
    36: Case("kill, power loss, Ctrl-C, at any moment", "process"),
    37: Case("two builds at once", "process"),
    38: Case("an output folder that is not ours", "site"),
    39: Case("an output on another disk", "process"),
    40: Case("a cache that is spoilt", "site"),
    41: Case("templates with mistakes", "site"),
    42: Case("how editors and checkouts save", "preview"),
    43: Case("no file watches left", "preview"),
    44: Case("the port is taken, many tabs", "preview"),
    45: Case("foreign hosts and origins, ways out of the folder", "preview"),
    49: Case("other surroundings: locale, time zone, umask, closed streams", "process"),
    50: Case("nothing at all, and very much", "site"),
}

# There are no such commands: editing over the network, import, deploy.
WAITING = {46, 47, 48}

# Where other generators fail their users, by number, and the test that holds it here: ``folder/file::name``.
PAINS = {
    1: "link/prose/test_markup.py::test_bold_and_italic_beside_every_mark",
    2: "base/test_text.py::test_a_line_break_between_wide_characters_is_no_blank",
    3: "base/test_summary.py::test_a_summary_has_at_most_100_characters_and_is_the_whole_text_or_at_least_40",
    4: "base/test_text.py::test_reading_time",
    5: "read/test_yamlfile.py::test_a_slip_is_named_for_what_it_is_where_it_is",
    6: "read/test_encoding.py::test_a_site_saved_by_three_programs_is_one_site",
    7: "read/test_frontmatter.py::test_a_file_without_a_whole_header_is_an_error_and_never_a_page",
    8: "read/test_records.py::test_a_story_takes_its_id_from_its_file_and_its_zone_from_the_site",
    9: "link/prose/test_markup.py::test_headings",
    10: "link/prose/test_markup.py::test_html",
    11: "app/test_demo.py::test_what_is_withheld_is_listed_with_its_reason",
    12: "read/test_dates.py::test_every_form_of_a_date_means_the_same_moment",
    13: "app/test_incremental.py::test_what_vanishes_is_told_and_leaves_no_trace",
    14: "app/test_incremental.py::test_an_edit_renders_what_it_changes_and_no_more",
    15: "app/test_incremental.py::test_after_any_edits_and_faults_incremental_equals_clean",
    19: "read/test_yamledit.py::test_edited_then_read_nothing_but_the_one_value_differs",
    20: "read/test_frontmatter.py::test_faults_of_a_header_stand_in_their_lines",
    21: "read/test_references.py::test_a_site_with_twelve_faults_in_six_files_hears_of_all_of_them_in_one_run",
    22: "app/test_serve.py::test_a_day_with_the_preview",
    23: "app/test_demo.py::test_nothing_of_what_is_not_public_is_in_any_file",
    24: "read/test_fields.py::test_an_unknown_key_is_asked_about",
    25: "plan/test_outputs.py::test_two_outputs_on_one_path_are_an_error_that_names_both",
    26: "app/test_synthetic.py::test_recommended_reading_is_full_and_reaches_every_story_and_none_too_often",
    27: "app/test_search.py::test_any_part_of_a_text_is_found",
    28: "render/test_photos.py::test_pictures_stand_upright_whatever_their_exif_says",
    29: "app/test_browser.py::test_every_kind_of_page_is_quiet_at_home_and_fits",
    30: "render/test_links.py::test_links_that_lead_nowhere",
    31: "app/test_promising.py::test_a_story_that_moves_leads_on_from_wherever_it_was",
    32: "app/test_refresh.py::test_a_reload_keeps_the_place_and_what_was_opened",
    33: "read/test_yamlfile.py::test_a_scalar_stays_the_text_that_was_typed",
    35: "app/test_browser.py::test_every_kind_of_page_is_quiet_at_home_and_fits",
    36: "link/test_style.py::test_what_a_careful_editor_would_set_otherwise",
    38: "plan/test_feeds.py::test_an_empty_site_has_feeds_and_one_without_a_base_url_has_none",
    39: "read/test_references.py::test_pictures_are_found_beside_the_story_and_below_content",
    40: "app/test_demo.py::test_every_link_leads_somewhere_and_nothing_comes_from_elsewhere",
    41: "render/test_sharecards.py::test_every_character_that_may_be_set_has_a_shape_and_no_other",
    42: "app/test_watch.py::test_fault_42_two_thousand_files_are_one_burst",
    43: "write/test_commit.py::test_a_file_that_is_held_open_for_a_moment_is_waited_for",
}

# There is no scheduler, no editor with forms, no import and no export.
PAINS_WAITING = {16, 17, 18, 34, 37, 44}
