--> table segrep_users
SELECT user_id, coalesce(CASE WHEN first_name IS NOT NULL AND last_name IS NOT NULL THEN first_name || ' ' || last_name
                              ELSE coalesce(first_name, last_name) END, name, email, user_id) AS user_name
FROM (SELECT u.*, row_number() OVER (PARTITION BY user_id ORDER BY file DESC, record DESC) AS newest FROM segrep_user_rows u) t
WHERE newest = 1

--> table segrep_queues
SELECT queue_id, coalesce(name, queue_id) AS queue_name
FROM (SELECT q.*, row_number() OVER (PARTITION BY queue_id ORDER BY file DESC, record DESC) AS newest FROM segrep_queue_rows q) t
WHERE newest = 1

--> table segrep_organizations
SELECT account_id, coalesce(name, account_id) AS organization_name
FROM (SELECT o.*, row_number() OVER (PARTITION BY account_id ORDER BY file DESC, record DESC) AS newest
      FROM segrep_organization_rows o) t
WHERE newest = 1

--> table segrep_details
-- What the interactions' own rows say.
SELECT * FROM (SELECT i.*, row_number() OVER (PARTITION BY interaction_id ORDER BY file DESC, record DESC) AS newest
               FROM segrep_interaction_rows i) t
WHERE newest = 1

--> view segrep_kept
-- Without rows that another row of the same segment replaces, or that an earlier file has, too.
SELECT * FROM (
  SELECT s.*,
    row_number() OVER (PARTITION BY interaction_id, segment_id ORDER BY file DESC, record DESC) AS newest,
    min(file) OVER (PARTITION BY interaction_id, texts) AS first_file,
    min(start_us) OVER (PARTITION BY interaction_id) AS earliest_us
  FROM segrep_segment_rows s) t
WHERE CASE WHEN segment_id IS NOT NULL THEN newest = 1 ELSE first_file = file END

--> view segrep_meanings
SELECT w.*, segrep_status(status_word) AS kind, segrep_response(event_word) AS own_response,
  segrep_is_ring(reason_word) AS ring_reason, segrep_is_transfer(reason_word) AS transfer_reason
FROM (SELECT k.*, segrep_word(status) AS status_word, segrep_word(event) AS event_word, segrep_word(reason) AS reason_word
      FROM segrep_kept k) w

--> view segrep_ordered
SELECT t.*,
  row_number() OVER (PARTITION BY interaction_id ORDER BY start_us, CASE WHEN with_sequence = same_start THEN sequence END,
    CASE WHEN own_end_us IS NULL THEN 1 ELSE 0 END, own_end_us, file, record) AS seq,
  CASE WHEN max(by_rule) OVER (PARTITION BY interaction_id) = 1 THEN by_rule
       WHEN user_id IS NOT NULL AND own_response IS NOT NULL THEN 1 ELSE 0 END AS rings,
  1 - max(by_rule) OVER (PARTITION BY interaction_id) AS by_event
FROM (SELECT m.*, coalesce(end_us, start_us + length_us) AS own_end_us,
        count(sequence) OVER (PARTITION BY interaction_id, start_us) AS with_sequence,
        count(*) OVER (PARTITION BY interaction_id, start_us) AS same_start,
        CASE WHEN user_id IS NOT NULL AND (ring_reason = 1 OR kind = 'Pending') THEN 1 ELSE 0 END AS by_rule
      FROM segrep_meanings m) t

--> view segrep_around
SELECT o.*,
  lead(start_us) OVER (PARTITION BY interaction_id ORDER BY seq) AS next_start_us,
  lag(rings) OVER (PARTITION BY interaction_id ORDER BY seq) AS before_rings,
  lag(user_id) OVER (PARTITION BY interaction_id ORDER BY seq) AS before_user,
  lag(own_response) OVER (PARTITION BY interaction_id ORDER BY seq) AS before_response,
  @last(status) OVER (PARTITION BY interaction_id ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    AS before_status,
  @last(queue_id) OVER (PARTITION BY interaction_id ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    AS at_queue_id,
  min(CASE WHEN rings = 0 THEN seq END)
    OVER (PARTITION BY interaction_id ORDER BY seq ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_plain,
  min(CASE WHEN rings = 1 THEN seq END)
    OVER (PARTITION BY interaction_id, user_id ORDER BY seq ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_own_ring,
  coalesce(sum(CASE WHEN kind = 'Connected' THEN 1 ELSE 0 END)
    OVER (PARTITION BY interaction_id ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS connected_before,
  min(CASE WHEN kind = 'Completed' THEN seq END) OVER (PARTITION BY interaction_id) AS completed_seq,
  min(CASE WHEN kind IS NULL OR kind NOT IN ('Creating', 'Bot') THEN seq END) OVER (PARTITION BY interaction_id) AS menu_end,
  min(CASE WHEN kind = 'Bot' THEN seq END) OVER (PARTITION BY interaction_id) AS bot_seq,
  min(CASE WHEN kind = 'Connected' THEN seq END) OVER (PARTITION BY interaction_id, user_id) AS user_connected_seq,
  max(CASE WHEN rings = 0 THEN seq END) OVER (PARTITION BY interaction_id, start_us) AS last_plain_here,
  max(seq) OVER (PARTITION BY interaction_id, start_us, user_id) AS last_of_user_here,
  max(seq) OVER (PARTITION BY interaction_id, start_us) AS last_here
FROM segrep_ordered o

--> view segrep_begun
SELECT a.*,
  CASE WHEN rings = 1 AND NOT (ring_reason = 0 AND by_event = 0 AND coalesce(before_rings, 0) = 1
                               AND coalesce(before_user = user_id, FALSE) AND before_response IS NULL)
       THEN 1 ELSE 0 END AS begins,
  max(CASE WHEN seq = last_here THEN next_start_us END) OVER (PARTITION BY interaction_id, start_us) AS later_start_us
FROM segrep_around a

--> table segrep_segments
SELECT b.*, coalesce(length_us, ended_us - start_us) AS lasted_us,
  coalesce(previous_status, before_status) AS from_status,
  segrep_word(coalesce(previous_status, before_status)) AS from_word,
  start_us - created_us AS elapsed_us,
  CASE WHEN rings = 1 THEN sum(begins) OVER (PARTITION BY interaction_id ORDER BY seq ROWS UNBOUNDED PRECEDING) END AS ring_order
FROM (SELECT g.*, d.created_us AS exported_created_us, d.completed_us AS exported_completed_us, d.account_id,
        coalesce(d.created_us, g.earliest_us) AS place_us,
        coalesce(d.created_us, min(g.start_us) OVER (PARTITION BY g.interaction_id)) AS created_us,
        coalesce(g.own_end_us,
          CASE WHEN g.rings = 0 THEN g.next_start_us
               WHEN g.last_plain_here > g.seq OR g.last_of_user_here > g.seq THEN g.start_us
               ELSE g.later_start_us END,
          CASE WHEN d.completed_us >= g.start_us THEN d.completed_us END) AS ended_us
      FROM segrep_begun g LEFT JOIN segrep_details d ON d.interaction_id = g.interaction_id) b

--> table segrep_runs
-- Rings: one segment each or a run of them.
SELECT r.*, f.start_us, f.elapsed_us, f.user_id, f.queue_id, f.at_queue_id, f.communication_type, f.direction,
  l.ended_us, l.own_response, l.next_plain, l.next_own_ring,
  CASE WHEN r.handled = 0 THEN CASE WHEN r.n = 1 THEN f.lasted_us ELSE l.ended_us - f.start_us END END AS ring_us
FROM (SELECT interaction_id, ring_order, min(seq) AS first_seq, max(seq) AS last_seq, count(*) AS n,
        max(CASE WHEN kind IN ('Connected', 'Hold', 'WrapUp') THEN 1 ELSE 0 END) AS handled
      FROM segrep_segments WHERE rings = 1 GROUP BY interaction_id, ring_order) r
JOIN segrep_segments f ON f.interaction_id = r.interaction_id AND f.seq = r.first_seq
JOIN segrep_segments l ON l.interaction_id = r.interaction_id AND l.seq = r.last_seq

--> view segrep_outlasting
-- The first later ring that starts when a ring has ended, by a window: each ring stands at its start and at its end.
SELECT interaction_id, ring_order, CASE WHEN reached > first_seq THEN reached
                                        WHEN reached IS NOT NULL THEN next_first END AS later_seq
FROM (SELECT t.*, min(CASE WHEN is_start = 1 THEN first_seq END)
               OVER (PARTITION BY interaction_id ORDER BY at_us DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS reached
      FROM (SELECT interaction_id, ring_order, first_seq, start_us AS at_us, 1 AS is_start, CAST(NULL AS BIGINT) AS next_first
            FROM segrep_runs
            UNION ALL
            SELECT interaction_id, ring_order, first_seq, ended_us, 0,
              lead(first_seq) OVER (PARTITION BY interaction_id ORDER BY ring_order)
            FROM segrep_runs) t
      WHERE at_us IS NOT NULL) m
WHERE is_start = 0

--> table segrep_rings
SELECT t.*,
  CASE WHEN (response = 'clear' OR response IS NULL)
        AND (after_kind = 'Completed' OR (after_kind = 'Connected' AND after_user <> user_id AND after_connected > first_seq))
       THEN 1 ELSE 0 END AS withdrawn,
  CASE WHEN response IS NULL AND ended_us IS NULL THEN 1 ELSE 0 END AS still_ringing
FROM (SELECT r.*, a.kind AS after_kind, a.user_id AS after_user, a.user_connected_seq AS after_connected,
        CASE WHEN r.own_response IS NOT NULL THEN r.own_response
             WHEN p.user_id = r.user_id AND p.own_response IS NOT NULL THEN p.own_response
             WHEN a.user_id = r.user_id AND a.kind = 'Connected' THEN 'accepted' END AS response,
        CASE WHEN r.own_response IS NOT NULL THEN 'recorded'
             WHEN p.user_id = r.user_id AND p.own_response IS NOT NULL THEN 'recorded'
             WHEN a.user_id = r.user_id AND a.kind = 'Connected' THEN 'inferred' END AS response_source
      FROM (SELECT x.*, least(coalesce(x.next_plain, @never), coalesce(x.next_own_ring, @never), coalesce(n.later_seq, @never))
              AS after_seq
            FROM segrep_runs x LEFT JOIN segrep_outlasting n
              ON n.interaction_id = x.interaction_id AND n.ring_order = x.ring_order) r
      LEFT JOIN segrep_segments a ON a.interaction_id = r.interaction_id AND a.seq = r.after_seq
      LEFT JOIN segrep_segments p ON p.interaction_id = r.interaction_id AND p.seq = r.next_plain
        AND r.next_plain < coalesce(r.next_own_ring, @never)) t

--> table segrep_steps
-- Segments with a status, with the run of the same one that they belong to.
SELECT interaction_id, seq, start_us, status, status_word, before_word,
  sum(CASE WHEN before_word = status_word THEN 0 ELSE 1 END)
    OVER (PARTITION BY interaction_id ORDER BY seq ROWS UNBOUNDED PRECEDING) AS run
FROM (SELECT s.*, lag(status_word) OVER (PARTITION BY interaction_id ORDER BY seq) AS before_word
      FROM segrep_segments s WHERE status IS NOT NULL) t

--> table segrep_status_changes
SELECT s.*, row_number() OVER (PARTITION BY s.interaction_id ORDER BY s.seq) AS change_number,
  CASE WHEN x.before_word = s.from_word THEN s.start_us - x.before_start_us END AS in_from_us
FROM segrep_segments s
JOIN (SELECT interaction_id, seq, before_word, lag(run_start_us) OVER (PARTITION BY interaction_id ORDER BY seq) AS before_start_us
      FROM (SELECT t.*, min(start_us) OVER (PARTITION BY interaction_id, run) AS run_start_us FROM segrep_steps t) y) x
  ON x.interaction_id = s.interaction_id AND x.seq = s.seq
WHERE s.from_word <> s.status_word

--> view segrep_by_segments
SELECT interaction_id, count(*) AS segments, min(created_us) AS created_us, min(place_us) AS place_us,
  min(exported_created_us) AS exported_created_us, min(exported_completed_us) AS exported_completed_us,
  coalesce(min(exported_completed_us), min(CASE WHEN kind = 'Completed' THEN start_us END)) AS completion_us,
  max(CASE WHEN status IS NOT NULL THEN 1 ELSE 0 END) AS has_status,
  max(CASE WHEN kind = 'Connected' THEN 1 ELSE 0 END) AS has_connected,
  max(CASE WHEN kind IN ('Creating', 'Bot') THEN 1 ELSE 0 END) AS has_menu,
  max(CASE WHEN kind IN ('Open', 'Pending') THEN 1 ELSE 0 END) AS was_queued,
  min(CASE WHEN kind IN ('Open', 'Pending') THEN start_us END) AS waiting_us,
  min(CASE WHEN seq = menu_end AND bot_seq < seq THEN start_us END) AS after_menu_us,
  min(CASE WHEN kind = 'Connected' AND user_id IS NOT NULL THEN start_us END) AS connected_us,
  min_by(user_id, CASE WHEN kind = 'Connected' AND user_id IS NOT NULL THEN seq END) AS connected_user,
  coalesce(sum(CASE WHEN kind = 'Connected' THEN lasted_us END), 0) AS talk_us,
  coalesce(sum(CASE WHEN kind = 'Hold' THEN lasted_us END), 0) AS hold_us,
  coalesce(sum(CASE WHEN kind = 'WrapUp' THEN lasted_us END), 0) AS wrap_up_us,
  max(CASE WHEN kind = 'Connected' AND lasted_us < 0 THEN 1 ELSE 0 END) AS impossible_talk,
  max(CASE WHEN kind = 'Hold' AND lasted_us < 0 THEN 1 ELSE 0 END) AS impossible_hold,
  max(CASE WHEN kind = 'WrapUp' AND lasted_us < 0 THEN 1 ELSE 0 END) AS impossible_wrap_up,
  count(DISTINCT CASE WHEN transfer_reason = 1 THEN connected_before END) AS transfers,
  max_by(coalesce(kind, '?'), CASE WHEN status IS NOT NULL AND (completed_seq IS NULL OR seq < completed_seq) THEN seq END)
    AS last_kind,
  min_by(queue_id, CASE WHEN queue_id IS NOT NULL THEN seq END) AS segment_queue_id,
  min_by(communication_type, CASE WHEN communication_type IS NOT NULL THEN seq END) AS segment_communication_type,
  min_by(direction, CASE WHEN direction IS NOT NULL THEN seq END) AS segment_direction,
  max_by(completion_display, CASE WHEN completion_display IS NOT NULL THEN seq END) AS segment_completion_display,
  max_by(status, CASE WHEN status IS NOT NULL THEN seq END) AS final_status
FROM segrep_segments GROUP BY interaction_id

--> view segrep_by_rings
SELECT interaction_id, count(*) AS rings, sum(CASE WHEN response = 'accepted' THEN 1 ELSE 0 END) AS accepted,
  sum(CASE WHEN response = 'rejected' THEN 1 ELSE 0 END) AS rejected,
  sum(CASE WHEN response = 'ignored' THEN 1 ELSE 0 END) AS ignored,
  sum(CASE WHEN response = 'clear' THEN 1 ELSE 0 END) AS clear,
  sum(CASE WHEN response IS NULL THEN 1 ELSE 0 END) AS unknown, sum(withdrawn) AS withdrawn,
  min_by(coalesce(ended_us, start_us), CASE WHEN response = 'accepted' THEN ring_order END) AS accepted_us,
  min_by(user_id, CASE WHEN response = 'accepted' THEN ring_order END) AS accepted_user
FROM segrep_rings GROUP BY interaction_id

--> view segrep_queue_names
SELECT interaction_id, @join(queue_name, first_seq) AS queue_names
FROM (SELECT s.interaction_id, coalesce(q.queue_name, s.queue_id) AS queue_name, min(s.seq) AS first_seq
      FROM segrep_segments s LEFT JOIN segrep_queues q ON q.queue_id = s.queue_id WHERE s.queue_id IS NOT NULL
      GROUP BY s.interaction_id, coalesce(q.queue_name, s.queue_id)) t GROUP BY interaction_id

--> view segrep_user_names
SELECT interaction_id, @join(user_name, first_seq) AS user_names
FROM (SELECT s.interaction_id, coalesce(u.user_name, s.user_id) AS user_name, min(s.seq) AS first_seq
      FROM segrep_segments s LEFT JOIN segrep_users u ON u.user_id = s.user_id WHERE s.user_id IS NOT NULL
      GROUP BY s.interaction_id, coalesce(u.user_name, s.user_id)) t GROUP BY interaction_id

--> view segrep_status_paths
SELECT interaction_id, @join(status, seq) AS status_path
FROM segrep_steps WHERE before_word IS NULL OR before_word <> status_word GROUP BY interaction_id

--> table segrep_answers
SELECT t.*, CASE WHEN waiting_us <= coalesce(answered_us, waiting_us) THEN 1 ELSE 0 END AS has_waited
FROM (SELECT s.*, coalesce(connected_us, accepted_us) AS answered_us,
        CASE WHEN connected_us IS NOT NULL THEN connected_user ELSE accepted_user END AS answered_by_id,
        coalesce(rings, 0) AS rings, coalesce(accepted, 0) AS accepted, coalesce(rejected, 0) AS rejected,
        coalesce(ignored, 0) AS ignored, coalesce(clear, 0) AS clear, coalesce(unknown, 0) AS unknown,
        coalesce(withdrawn, 0) AS withdrawn
      FROM segrep_by_segments s LEFT JOIN segrep_by_rings r ON r.interaction_id = s.interaction_id) t

--> table segrep_interactions
SELECT t.*,
  CASE WHEN answered_us IS NOT NULL THEN answered_us - queued_us
       WHEN rings > 0 OR was_queued = 1 THEN completion_us - queued_us END AS wait_us,
  CASE WHEN has_status = 1 THEN talk_us + hold_us + wrap_up_us END AS handle_us,
  completion_us - created_us AS total_us,
  CASE WHEN has_waited = 1 AND outcome = 'unanswered' AND has_connected = 0 THEN 1 ELSE 0 END AS abandoned,
  row_number() OVER (ORDER BY place_us, interaction_id) AS place
FROM (SELECT a.*, d.account_id, d.sub_communication_type,
        CASE WHEN rings > 0 OR was_queued = 1 OR has_menu = 1
             THEN CASE WHEN has_waited = 1 THEN waiting_us ELSE coalesce(after_menu_us, a.created_us) END END AS queued_us,
        CASE WHEN completion_us IS NOT NULL THEN 'completed' WHEN has_status = 1 THEN 'open' END AS state,
        CASE WHEN answered_us IS NOT NULL THEN 'answered'
             WHEN completion_us IS NULL THEN CASE WHEN has_status = 1 THEN 'open' END
             WHEN has_status = 1 THEN CASE WHEN last_kind = 'Bot' THEN 'exited' ELSE 'unanswered' END
             WHEN rings > 0 THEN 'unanswered' END AS outcome,
        coalesce(d.communication_type, a.segment_communication_type) AS communication_type,
        coalesce(d.direction, a.segment_direction) AS direction,
        coalesce(a.segment_queue_id, d.queue_id) AS queue_id,
        coalesce(d.completion_display, a.segment_completion_display) AS completion_display,
        p.status_path, qn.queue_names, un.user_names
      FROM segrep_answers a
      LEFT JOIN segrep_details d ON d.interaction_id = a.interaction_id
      LEFT JOIN segrep_status_paths p ON p.interaction_id = a.interaction_id
      LEFT JOIN segrep_queue_names qn ON qn.interaction_id = a.interaction_id
      LEFT JOIN segrep_user_names un ON un.interaction_id = a.interaction_id) t

--> view segrep_chosen
SELECT i.* FROM segrep_interactions i WHERE @chosen
