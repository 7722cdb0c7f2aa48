"""Rules of the SQL, each broken once: rows must differ then, or the comparison wouldn't notice a wrong rule."""

# What it is, the text of a query, and what is put in its place.
MUTATIONS = [
    ("a Connected user before the ring withdraws it, too", "after_connected > first_seq", "after_connected > 0"),
    ("rings without a response aren't withdrawn", "(response = 'clear' OR response IS NULL)", "(response = 'clear')"),
    ("a ring that outlasts others isn't passed over", "WHEN reached IS NOT NULL THEN next_first", "WHEN reached IS NOT NULL THEN reached"),
    ("rings that start as one ends don't count as later", "ORDER BY at_us DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
     "ORDER BY at_us DESC, is_start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"),
    ("a segment with a ring reason continues a ring", "NOT (ring_reason = 0 AND by_event = 0", "NOT (by_event = 0"),
    ("a ring goes on after a response", "AND before_response IS NULL)", ")"),
    ("the response after a ring is of anybody", "WHEN p.user_id = r.user_id AND p.own_response IS NOT NULL THEN p.own_response", "WHEN p.own_response IS NOT NULL THEN p.own_response"),
    ("Connected with anybody accepts", "WHEN a.user_id = r.user_id AND a.kind = 'Connected' THEN 'accepted'", "WHEN a.kind = 'Connected' THEN 'accepted'"),
    ("events make rings, too, where others ring", "OVER (PARTITION BY interaction_id) = 1 THEN by_rule", "OVER (PARTITION BY interaction_id) = 2 THEN by_rule"),
    ("of repeated segments the first stands", "PARTITION BY interaction_id, segment_id ORDER BY file DESC, record DESC", "PARTITION BY interaction_id, segment_id ORDER BY file, record"),
    ("equal rows of two files count twice", "ELSE first_file = file END", "ELSE TRUE END"),
    ("sequences order where only some have one", "CASE WHEN with_sequence = same_start THEN sequence END", "sequence"),
    ("open segments come first", "CASE WHEN own_end_us IS NULL THEN 1 ELSE 0 END, own_end_us", "CASE WHEN own_end_us IS NULL THEN 0 ELSE 1 END, own_end_us"),
    ("a ring ends where another user's ring begins", "WHEN g.last_plain_here > g.seq OR g.last_of_user_here > g.seq THEN g.start_us", "WHEN g.last_here > g.seq THEN g.start_us"),
    ("a completion before the start ends a segment", "CASE WHEN d.completed_us >= g.start_us THEN d.completed_us END", "d.completed_us"),
    ("rings of handling segments have a length", "CASE WHEN r.handled = 0 THEN", "CASE WHEN r.handled < 2 THEN"),
    ("waiting may begin after the answer", "waiting_us <= coalesce(answered_us, waiting_us)", "waiting_us IS NOT NULL"),
    ("a menu needs no Bot", "seq = menu_end AND bot_seq < seq", "seq = menu_end AND seq > 1"),
    ("the last status of all tells who exited", "(completed_seq IS NULL OR seq < completed_seq)", "(completed_seq IS NULL OR TRUE)"),
    ("each transfer segment is a transfer", "count(DISTINCT CASE WHEN transfer_reason = 1 THEN connected_before END)", "count(CASE WHEN transfer_reason = 1 THEN connected_before END)"),
    ("the run of a status begins with its last segment", "min(start_us) OVER (PARTITION BY interaction_id, run)", "max(start_us) OVER (PARTITION BY interaction_id, run)"),
    ("what has no status is unanswered", "WHEN rings > 0 THEN 'unanswered' END AS outcome", "ELSE 'unanswered' END AS outcome"),
    ("talk without a status is 0", "CASE WHEN has_status = 1 THEN talk_us + hold_us + wrap_up_us END", "talk_us + hold_us + wrap_up_us"),
    ("impossible waits are averaged", "i.wait_us >= 0 THEN i.wait_us END AS wait_us", "i.wait_us IS NOT NULL THEN i.wait_us END AS wait_us"),
    ("rings count at the interaction's queue", "coalesce(r.at_queue_id, i.queue_id), 0, 0", "i.queue_id, 0, 0"),
    ("halves are rounded up", "mod(segrep_div(num, den), 2) = 1)", "TRUE)"),
    ("words are spelled as last met", "ORDER BY place) AS spelled_direction", "ORDER BY place DESC) AS spelled_direction"),
    ("days begin at midnight of UTC", "segrep_day(segrep_local(s.created_us))", "segrep_day(s.created_us)"),
    ("steps of rings aren't told apart in a row", "WHERE TRUE OR t.before_word", "WHERE t.before_word"),
    ("decimals of a microsecond round", "rpad(regexp_extract(x, '[.](\\d+)', 1), 6, '0'), 1, 6)", "rpad(regexp_extract(x, '[.](\\d+)', 1), 6, '0'), 1, 5)"),
]


def all_noticed(made, engine, reports, compare):
    """Breaks each rule until some report differs. Prints where that is, and returns whether all were noticed."""
    missed, known = [], {}
    for told, text, changed in MUTATIONS:
        is_said, noticed = False, None
        for exports in made:
            def change(script):
                nonlocal is_said
                for spelled in [(text, changed), (text.replace("\\", "\\\\"), changed.replace("\\", "\\\\"))]:
                    if spelled[0] in script:
                        is_said = True
                        return script.replace(*spelled)
                return script
            try:
                noticed = next(((exports.folder, report) for report, differs in compare(exports, engine, reports, change, known) if differs), None)
            except Exception as error:
                raise SystemExit(f"{told}: not a query any more: {error}")
            if noticed:
                break
        if not is_said:
            raise SystemExit(f"{told}: no query has {text!r}")
        where = f"{' '.join(noticed[1])} of {noticed[0].rsplit('/', 1)[-1]}" if noticed else "NOT NOTICED"
        print(f"{told}: {where}", flush=True)
        missed += [told] if not noticed else []
    print(f"{len(MUTATIONS) - len(missed)} of {len(MUTATIONS)} broken rules were noticed")
    return not missed
