--> report report
SELECT s.interaction_id, s.seq, segrep_time(s.start_us) AS started_at, segrep_time(s.ended_us) AS ended_at,
  segrep_seconds(s.elapsed_us) AS elapsed_seconds, segrep_seconds(s.lasted_us) AS duration_seconds, s.reason, s.event,
  s.status, s.from_status AS previous_status, r.ring_order, r.response, r.response_source, s.queue_id,
  coalesce(q.queue_name, s.queue_id) AS queue_name, s.user_id, coalesce(u.user_name, s.user_id) AS user_name,
  s.communication_type, s.direction, s.completion_display, s.segment_id,
  segrep_time(s.exported_created_us) AS interaction_created_at,
  segrep_time(s.exported_completed_us) AS interaction_completed_at,
  coalesce(o.organization_name, s.account_id) AS organization_name
FROM segrep_segments s JOIN segrep_chosen i ON i.interaction_id = s.interaction_id
LEFT JOIN segrep_rings r ON r.interaction_id = s.interaction_id AND r.first_seq = s.seq
LEFT JOIN segrep_queues q ON q.queue_id = s.queue_id
LEFT JOIN segrep_users u ON u.user_id = s.user_id
LEFT JOIN segrep_organizations o ON o.account_id = s.account_id
ORDER BY i.place, s.seq

--> report rings
SELECT r.interaction_id, r.ring_order, segrep_time(r.start_us) AS started_at, segrep_time(r.ended_us) AS ended_at,
  segrep_seconds(r.elapsed_us) AS elapsed_seconds, segrep_seconds(r.ring_us) AS ring_seconds, r.user_id,
  coalesce(u.user_name, r.user_id) AS user_name, r.queue_id, coalesce(q.queue_name, r.queue_id) AS queue_name,
  r.response, r.response_source, r.withdrawn = 1 AS withdrawn, coalesce(b.user_name, i.answered_by_id) AS answered_by,
  i.outcome, r.communication_type, r.direction, segrep_time(i.exported_created_us) AS interaction_created_at
FROM segrep_rings r JOIN segrep_chosen i ON i.interaction_id = r.interaction_id
LEFT JOIN segrep_queues q ON q.queue_id = r.queue_id
LEFT JOIN segrep_users u ON u.user_id = r.user_id
LEFT JOIN segrep_users b ON b.user_id = i.answered_by_id
WHERE @chosen_rings
ORDER BY i.place, r.ring_order

--> report statuses
SELECT c.interaction_id, c.change_number AS change, segrep_time(c.start_us) AS changed_at, c.from_status,
  c.status AS to_status, segrep_seconds(c.in_from_us) AS seconds_in_from, segrep_seconds(c.elapsed_us) AS elapsed_seconds,
  c.reason, c.queue_id, coalesce(q.queue_name, c.queue_id) AS queue_name, c.user_id,
  coalesce(u.user_name, c.user_id) AS user_name
FROM segrep_status_changes c JOIN segrep_chosen i ON i.interaction_id = c.interaction_id
LEFT JOIN segrep_queues q ON q.queue_id = c.queue_id
LEFT JOIN segrep_users u ON u.user_id = c.user_id
ORDER BY i.place, c.seq

--> report interactions
SELECT i.interaction_id, segrep_time(i.exported_created_us) AS created_at, segrep_time(i.exported_completed_us) AS completed_at,
  i.state, i.outcome, i.communication_type, i.sub_communication_type, i.direction,
  coalesce(o.organization_name, i.account_id) AS organization_name, i.queue_id, i.queue_names, i.user_names, i.segments,
  CASE WHEN @tells_rings THEN i.rings END AS rings, CASE WHEN @tells_rings THEN i.accepted END AS accepted,
  CASE WHEN @tells_rings THEN i.rejected END AS rejected, CASE WHEN @tells_rings THEN i.ignored END AS ignored,
  CASE WHEN @tells_rings THEN i.clear END AS clear, CASE WHEN @tells_rings THEN i.unknown END AS unknown,
  CASE WHEN @tells_rings THEN i.withdrawn END AS withdrawn,
  segrep_time(i.queued_us) AS queued_at, segrep_time(i.answered_us) AS answered_at, i.answered_by_id,
  coalesce(u.user_name, i.answered_by_id) AS answered_by, segrep_seconds(i.wait_us) AS wait_seconds,
  CASE WHEN i.has_status = 1 THEN segrep_seconds(i.talk_us) END AS talk_seconds,
  CASE WHEN i.has_status = 1 THEN segrep_seconds(i.hold_us) END AS hold_seconds,
  CASE WHEN i.has_status = 1 THEN segrep_seconds(i.wrap_up_us) END AS wrap_up_seconds,
  segrep_seconds(i.handle_us) AS handle_seconds, segrep_seconds(i.total_us) AS total_seconds,
  CASE WHEN @tells_transfers THEN i.transfers END AS transfers, i.final_status, i.completion_display, i.status_path
FROM segrep_chosen i
LEFT JOIN segrep_users u ON u.user_id = i.answered_by_id
LEFT JOIN segrep_organizations o ON o.account_id = i.account_id
ORDER BY i.place

--> view segrep_pair_words
SELECT word, text FROM (
  SELECT word, text, row_number() OVER (PARTITION BY word ORDER BY place, seq, nth) AS met
  FROM (SELECT i.place, c.seq, 1 AS nth, c.from_word AS word, c.from_status AS text
        FROM segrep_status_changes c JOIN segrep_chosen i ON i.interaction_id = c.interaction_id
        UNION ALL
        SELECT i.place, c.seq, 2, c.status_word, c.status
        FROM segrep_status_changes c JOIN segrep_chosen i ON i.interaction_id = c.interaction_id) w) t
WHERE met = 1

--> report statuses_summary
SELECT f.text AS from_status, t.text AS to_status, n AS changes, in_interactions AS interactions,
  segrep_mean(total, known) AS seconds_in_from_avg, segrep_seconds(p50) AS seconds_in_from_p50,
  segrep_seconds(p90) AS seconds_in_from_p90
FROM (SELECT from_word, status_word, count(*) AS n, count(DISTINCT interaction_id) AS in_interactions, sum(us) AS total, count(us) AS known,
        max(CASE WHEN rank = segrep_div(50 * known_of + 99, 100) THEN us END) AS p50,
        max(CASE WHEN rank = segrep_div(90 * known_of + 99, 100) THEN us END) AS p90
      FROM (SELECT c.*, count(us) OVER (PARTITION BY from_word, status_word) AS known_of,
              row_number() OVER (PARTITION BY from_word, status_word ORDER BY CASE WHEN us IS NULL THEN 1 ELSE 0 END, us) AS rank
            FROM (SELECT s.interaction_id, s.from_word, s.status_word, CASE WHEN s.in_from_us >= 0 THEN s.in_from_us END AS us
                  FROM segrep_status_changes s JOIN segrep_chosen i ON i.interaction_id = s.interaction_id) c) d
      GROUP BY from_word, status_word) p
JOIN segrep_pair_words f ON f.word = p.from_word
JOIN segrep_pair_words t ON t.word = p.status_word
ORDER BY n DESC, f.text, t.text

--> view segrep_status_words
SELECT i.interaction_id, i.place, s.seq, s.status_word AS word, s.status AS text
FROM segrep_segments s JOIN segrep_chosen i ON i.interaction_id = s.interaction_id WHERE s.status IS NOT NULL

--> view segrep_reason_words
SELECT i.interaction_id, i.place, s.seq, s.reason_word AS word, s.reason AS text
FROM segrep_segments s JOIN segrep_chosen i ON i.interaction_id = s.interaction_id WHERE s.reason IS NOT NULL

--> view segrep_ring_words
SELECT i.interaction_id, i.place, r.ring_order AS seq, coalesce(r.response, '?') AS word, coalesce(r.response, '?') AS text
FROM segrep_rings r JOIN segrep_chosen i ON i.interaction_id = r.interaction_id
UNION ALL
SELECT i.interaction_id, i.place, 1, '-', '-' FROM segrep_chosen i WHERE i.rings = 0 AND @tells_rings

--> view segrep_path_steps
-- With the spelling that was met first; of rings each is a step, of words repeats in a row are one.
SELECT t.interaction_id, t.seq, t.word, w.text
FROM (SELECT s.*, lag(word) OVER (PARTITION BY interaction_id ORDER BY seq) AS before_word FROM @steps s) t
JOIN (SELECT word, text, row_number() OVER (PARTITION BY word ORDER BY place, seq) AS met FROM @steps) w
  ON w.word = t.word AND w.met = 1
WHERE @repeats OR t.before_word IS NULL OR t.before_word <> t.word

--> report paths
SELECT path, n AS interactions, segrep_rate(n, all_n) AS share, segrep_seconds(p50) AS total_seconds_p50,
  segrep_seconds(p90) AS total_seconds_p90, example_ids
FROM (SELECT words, min(path) AS path, count(*) AS n, max(all_n) AS all_n,
        max(CASE WHEN rank = segrep_div(50 * known + 99, 100) THEN us END) AS p50,
        max(CASE WHEN rank = segrep_div(90 * known + 99, 100) THEN us END) AS p90,
        @join_blank(CASE WHEN nth <= 3 THEN interaction_id END, nth) AS example_ids
      FROM (SELECT x.*, row_number() OVER (PARTITION BY words ORDER BY place) AS nth,
              count(us) OVER (PARTITION BY words) AS known, count(*) OVER (PARTITION BY one) AS all_n,
              row_number() OVER (PARTITION BY words ORDER BY CASE WHEN us IS NULL THEN 1 ELSE 0 END, us) AS rank
            FROM (SELECT i.interaction_id, i.place, CASE WHEN i.total_us >= 0 THEN i.total_us END AS us, 1 AS one,
                    p.path, coalesce(p.words, '') AS words
                  FROM segrep_chosen i
                  LEFT JOIN (SELECT interaction_id, @join(text, seq) AS path, @join_words(word, seq) AS words
                             FROM segrep_path_steps GROUP BY interaction_id) p ON p.interaction_id = i.interaction_id) x) y
      GROUP BY words) t
ORDER BY n DESC, path NULLS FIRST

--> view segrep_spelled
-- A word has one spelling in the whole report: that met first.
SELECT c.*,
  first_value(communication_type) OVER (PARTITION BY segrep_word(communication_type) ORDER BY place) AS spelled_type,
  first_value(direction) OVER (PARTITION BY segrep_word(direction) ORDER BY place) AS spelled_direction
FROM segrep_chosen c

--> view segrep_spots
-- Where interactions and their rings count. Impossible lengths count nowhere.
SELECT 1 AS is_interaction, i.created_us, i.account_id, i.spelled_type, i.spelled_direction, i.sub_communication_type,
  i.state, i.outcome, i.completion_display, i.queue_id AS spot_queue_id, i.has_status, i.has_waited, i.abandoned, i.transfers,
  CASE WHEN i.outcome = 'answered' AND i.wait_us IS NULL THEN 1 ELSE 0 END AS wait_unknown,
  CASE WHEN i.outcome = 'answered' AND i.wait_us >= 0 THEN i.wait_us END AS wait_us,
  CASE WHEN i.abandoned = 1 AND i.wait_us >= 0 THEN i.wait_us END AS abandon_us,
  CASE WHEN i.outcome = 'answered' AND i.has_status = 1 AND i.impossible_talk = 0 THEN i.talk_us END AS talk_us,
  CASE WHEN i.outcome = 'answered' AND i.has_status = 1 AND i.impossible_hold = 0 THEN i.hold_us END AS hold_us,
  CASE WHEN i.outcome = 'answered' AND i.has_status = 1 AND i.impossible_wrap_up = 0 THEN i.wrap_up_us END AS wrap_up_us,
  CASE WHEN i.outcome = 'answered' AND i.impossible_talk + i.impossible_hold + i.impossible_wrap_up = 0 THEN i.handle_us END
    AS handle_us,
  CAST(NULL AS STRING) AS response, 0 AS withdrawn
FROM segrep_spelled i
UNION ALL
SELECT 0, i.created_us, i.account_id, i.spelled_type, i.spelled_direction, i.sub_communication_type, i.state, i.outcome,
  i.completion_display, coalesce(r.at_queue_id, i.queue_id), 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, r.response,
  r.withdrawn
FROM segrep_rings r JOIN segrep_spelled i ON i.interaction_id = r.interaction_id

--> view segrep_keyed
SELECT @keys 1 AS one, s.*
FROM segrep_spots s
LEFT JOIN segrep_queues q ON q.queue_id = s.spot_queue_id
LEFT JOIN segrep_organizations o ON o.account_id = s.account_id
WHERE @at_queue

--> view segrep_ranked
SELECT k.*,
  count(wait_us) OVER (@by_keys) AS waits, count(abandon_us) OVER (@by_keys) AS abandons,
  row_number() OVER (@by_keys ORDER BY CASE WHEN wait_us IS NULL THEN 1 ELSE 0 END, wait_us) AS wait_rank,
  row_number() OVER (@by_keys ORDER BY CASE WHEN abandon_us IS NULL THEN 1 ELSE 0 END, abandon_us) AS abandon_rank
FROM segrep_keyed k

--> view segrep_totals
SELECT @key_names coalesce(sum(is_interaction), 0) AS interactions,
  coalesce(sum(CASE WHEN is_interaction = 1 AND outcome = 'answered' THEN 1 ELSE 0 END), 0) AS answered,
  coalesce(sum(CASE WHEN is_interaction = 1 AND outcome = 'unanswered' THEN 1 ELSE 0 END), 0) AS unanswered,
  coalesce(sum(CASE WHEN is_interaction = 1 AND outcome = 'exited' THEN 1 ELSE 0 END), 0) AS exited,
  coalesce(sum(CASE WHEN is_interaction = 1 AND outcome = 'open' THEN 1 ELSE 0 END), 0) AS open,
  coalesce(sum(CASE WHEN is_interaction = 1 AND outcome IS NULL THEN 1 ELSE 0 END), 0) AS outcome_unknown,
  coalesce(sum(CASE WHEN is_interaction = 1 AND has_status = 0 THEN 1 ELSE 0 END), 0) AS handling_unknown,
  coalesce(sum(CASE WHEN is_interaction = 1 AND outcome IN ('unanswered', 'exited') AND has_waited = 0 THEN 1 ELSE 0 END), 0)
    AS not_queued,
  coalesce(sum(wait_unknown), 0) AS wait_unknown, coalesce(sum(abandoned), 0) AS abandoned,
  coalesce(sum(CASE WHEN wait_us <= @sla THEN 1 ELSE 0 END), 0) AS in_sla,
  coalesce(sum(CASE WHEN abandon_us <= @sla THEN 1 ELSE 0 END), 0) AS abandoned_in_sla,
  coalesce(sum(CASE WHEN abandon_us <= @short_abandon THEN 1 ELSE 0 END), 0) AS short_abandoned,
  sum(wait_us) AS wait_total, count(wait_us) AS wait_n, max(wait_us) AS wait_max,
  max(CASE WHEN wait_rank = segrep_div(50 * waits + 99, 100) THEN wait_us END) AS wait_p50,
  max(CASE WHEN wait_rank = segrep_div(90 * waits + 99, 100) THEN wait_us END) AS wait_p90,
  sum(abandon_us) AS abandon_total, count(abandon_us) AS abandon_n, max(abandon_us) AS abandon_max,
  max(CASE WHEN abandon_rank = segrep_div(50 * abandons + 99, 100) THEN abandon_us END) AS abandon_p50,
  max(CASE WHEN abandon_rank = segrep_div(90 * abandons + 99, 100) THEN abandon_us END) AS abandon_p90,
  sum(talk_us) AS talk_total, count(talk_us) AS talk_n, sum(hold_us) AS hold_total, count(hold_us) AS hold_n,
  sum(wrap_up_us) AS wrap_up_total, count(wrap_up_us) AS wrap_up_n, sum(handle_us) AS handle_total, count(handle_us) AS handle_n,
  coalesce(sum(1 - is_interaction), 0) AS rings,
  coalesce(sum(CASE WHEN response = 'accepted' THEN 1 ELSE 0 END), 0) AS accepted,
  coalesce(sum(CASE WHEN response = 'rejected' THEN 1 ELSE 0 END), 0) AS rejected,
  coalesce(sum(CASE WHEN response = 'ignored' THEN 1 ELSE 0 END), 0) AS ignored,
  coalesce(sum(CASE WHEN response = 'clear' THEN 1 ELSE 0 END), 0) AS clear,
  coalesce(sum(CASE WHEN is_interaction = 0 AND response IS NULL THEN 1 ELSE 0 END), 0) AS unknown,
  coalesce(sum(withdrawn), 0) AS withdrawn, coalesce(sum(transfers), 0) AS transfers@in_more
FROM segrep_ranked @group

--> view segrep_known
SELECT t.*, answered + unanswered + exited AS ended, answered + unanswered + exited - not_queued AS offered,
  NOT (interactions > 0 AND outcome_unknown = interactions) AS knows_outcome,
  NOT (interactions > 0 AND outcome_unknown + wait_unknown = interactions) AS knows_sla,
  NOT (interactions > 0 AND handling_unknown = interactions) AS knows_handling,
  @tells_rings OR interactions = 0 AS knows_rings
FROM segrep_totals t

--> report summary
SELECT @shown interactions,
  CASE WHEN knows_outcome THEN answered END AS answered, CASE WHEN knows_outcome THEN unanswered END AS unanswered,
  CASE WHEN knows_outcome THEN exited END AS exited, CASE WHEN knows_outcome THEN open END AS open,
  segrep_rate(answered, ended) AS answer_rate, segrep_mean(wait_total, wait_n) AS wait_seconds_avg,
  segrep_seconds(wait_p50) AS wait_seconds_p50, segrep_seconds(wait_p90) AS wait_seconds_p90,
  segrep_seconds(wait_max) AS wait_seconds_max, CASE WHEN knows_sla THEN in_sla END AS answered_in_sla,
  CASE WHEN knows_sla THEN segrep_rate(in_sla, ended) END AS service_level,
  CASE WHEN knows_rings THEN rings END AS rings, CASE WHEN knows_rings THEN accepted END AS accepted,
  CASE WHEN knows_rings THEN rejected END AS rejected, CASE WHEN knows_rings THEN ignored END AS ignored,
  CASE WHEN knows_rings THEN clear END AS clear, CASE WHEN knows_rings THEN unknown END AS unknown,
  CASE WHEN knows_rings THEN withdrawn END AS withdrawn, segrep_mean(talk_total, talk_n) AS talk_seconds_avg,
  segrep_mean(hold_total, hold_n) AS hold_seconds_avg, segrep_mean(wrap_up_total, wrap_up_n) AS wrap_up_seconds_avg,
  segrep_mean(handle_total, handle_n) AS handle_seconds_avg, CASE WHEN @tells_transfers THEN transfers END AS transfers,
  outcome_unknown, CASE WHEN knows_outcome THEN offered END AS offered, CASE WHEN knows_outcome THEN not_queued END AS not_queued,
  CASE WHEN knows_outcome THEN abandoned END AS abandoned, segrep_rate(abandoned, offered) AS abandonment_rate,
  segrep_mean(abandon_total, abandon_n) AS abandon_seconds_avg, segrep_seconds(abandon_p50) AS abandon_seconds_p50,
  segrep_seconds(abandon_p90) AS abandon_seconds_p90, segrep_seconds(abandon_max) AS abandon_seconds_max,
  CASE WHEN knows_outcome THEN abandoned_in_sla END AS abandoned_in_sla,
  CASE WHEN knows_outcome THEN short_abandoned END AS short_abandoned,
  segrep_rate(abandoned - short_abandoned, offered - short_abandoned) AS abandonment_rate_no_short,
  CASE WHEN knows_sla THEN segrep_seconds(coalesce(wait_total, 0)) END AS wait_seconds,
  CASE WHEN knows_sla THEN wait_n END AS wait_seconds_n,
  CASE WHEN knows_handling THEN segrep_seconds(coalesce(handle_total, 0)) END AS handle_seconds,
  CASE WHEN knows_handling THEN handle_n END AS handle_seconds_n@more
FROM segrep_known @order

--> view segrep_spelled
SELECT c.*,
  first_value(communication_type) OVER (PARTITION BY segrep_word(communication_type) ORDER BY place) AS spelled_type,
  first_value(direction) OVER (PARTITION BY segrep_word(direction) ORDER BY place) AS spelled_direction
FROM segrep_chosen c

--> view segrep_spots
-- What users did: a segment in which one is rung, or handles an interaction.
SELECT s.interaction_id, i.created_us, i.account_id, i.spelled_type, i.spelled_direction, i.sub_communication_type, i.state,
  i.outcome, i.completion_display, coalesce(s.at_queue_id, i.queue_id) AS spot_queue_id, s.user_id AS spot_user_id,
  i.has_status, CASE WHEN r.ring_order IS NOT NULL THEN 1 ELSE 0 END AS rings, r.response, r.withdrawn, r.still_ringing,
  CASE WHEN r.ring_us >= 0 THEN r.ring_us END AS ring_us, s.kind,
  CASE WHEN s.kind IN ('Connected', 'Hold', 'WrapUp') AND s.lasted_us >= 0 THEN s.lasted_us END AS length_us
FROM segrep_segments s JOIN segrep_spelled i ON i.interaction_id = s.interaction_id
LEFT JOIN segrep_rings r ON r.interaction_id = s.interaction_id AND r.first_seq = s.seq
WHERE r.ring_order IS NOT NULL OR (s.kind IN ('Connected', 'Hold', 'WrapUp') AND s.user_id IS NOT NULL)

--> view segrep_keyed
SELECT @keys 1 AS one, s.*, CASE WHEN response = 'accepted' THEN ring_us END AS accepted_us
FROM segrep_spots s
LEFT JOIN segrep_users u ON u.user_id = s.spot_user_id
LEFT JOIN segrep_queues q ON q.queue_id = s.spot_queue_id
LEFT JOIN segrep_organizations o ON o.account_id = s.account_id
WHERE @chosen_user AND @at_queue

--> view segrep_ranked
SELECT k.*, count(accepted_us) OVER (@by_keys) AS known,
  row_number() OVER (@by_keys ORDER BY CASE WHEN accepted_us IS NULL THEN 1 ELSE 0 END, accepted_us) AS rank
FROM segrep_keyed k

--> view segrep_totals
SELECT @key_names count(*) AS segments, sum(has_status) AS with_status, sum(rings) AS rings,
  sum(CASE WHEN response = 'accepted' THEN 1 ELSE 0 END) AS accepted,
  sum(CASE WHEN response = 'rejected' THEN 1 ELSE 0 END) AS rejected,
  sum(CASE WHEN response = 'ignored' THEN 1 ELSE 0 END) AS ignored,
  sum(CASE WHEN response = 'clear' THEN 1 ELSE 0 END) AS clear,
  sum(CASE WHEN rings = 1 AND response IS NULL THEN 1 ELSE 0 END) AS unknown,
  coalesce(sum(withdrawn), 0) AS withdrawn, coalesce(sum(still_ringing), 0) AS still_ringing,
  sum(accepted_us) AS accepted_total, count(accepted_us) AS accepted_n,
  max(CASE WHEN rank = segrep_div(50 * known + 99, 100) THEN accepted_us END) AS accepted_p50,
  max(CASE WHEN rank = segrep_div(90 * known + 99, 100) THEN accepted_us END) AS accepted_p90,
  coalesce(sum(CASE WHEN coalesce(response, '') <> 'accepted' THEN ring_us END), 0) AS unaccepted,
  count(DISTINCT CASE WHEN kind IN ('Connected', 'Hold', 'WrapUp') THEN interaction_id END) AS handled,
  coalesce(sum(CASE WHEN kind = 'Connected' THEN length_us END), 0) AS talk,
  coalesce(sum(CASE WHEN kind = 'Hold' THEN length_us END), 0) AS hold,
  coalesce(sum(CASE WHEN kind = 'WrapUp' THEN length_us END), 0) AS wrap_up, coalesce(sum(length_us), 0) AS handle
FROM segrep_ranked @group

--> report summary_by_user
SELECT @shown rings, accepted, rejected, ignored, clear, unknown, withdrawn,
  segrep_rate(accepted, rings - withdrawn - still_ringing) AS acceptance_rate, segrep_rate(accepted, rings) AS raw_rate,
  segrep_mean(accepted_total, accepted_n) AS accepted_ring_seconds_avg, segrep_seconds(accepted_p50) AS accepted_ring_seconds_p50,
  segrep_seconds(accepted_p90) AS accepted_ring_seconds_p90, segrep_seconds(unaccepted) AS unaccepted_ring_seconds,
  CASE WHEN with_status > 0 THEN handled END AS interactions_handled,
  CASE WHEN with_status > 0 THEN segrep_seconds(talk) END AS talk_seconds,
  CASE WHEN with_status > 0 THEN segrep_seconds(hold) END AS hold_seconds,
  CASE WHEN with_status > 0 THEN segrep_seconds(wrap_up) END AS wrap_up_seconds,
  CASE WHEN with_status > 0 THEN segrep_seconds(handle) END AS handle_seconds,
  segrep_mean(handle, handled) AS handle_seconds_avg
FROM segrep_totals @order
