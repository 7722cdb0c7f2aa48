-- `segrep summary --by user`, from what `measures.sql` and `rules.sql` made. Negative durations are in no figure.
COPY (
    WITH rung AS (
        SELECT user_id, count(*) AS rings, count(*) FILTER (response = 'accepted') AS accepted,
               count(*) FILTER (response = 'rejected') AS rejected, count(*) FILTER (response = 'ignored') AS ignored,
               count(*) FILTER (response = 'clear') AS clear, count(*) FILTER (response IS NULL) AS unknown,
               count(*) FILTER (withdrawn) AS withdrawn, count(*) FILTER (still_ringing) AS still_ringing,
               mean(sum(duration) FILTER (response = 'accepted' AND duration >= 0),
                    count(duration) FILTER (response = 'accepted' AND duration >= 0)) AS ring_mean,
               quantile_disc(duration, 0.5) FILTER (response = 'accepted' AND duration >= 0) AS ring_p50,
               quantile_disc(duration, 0.9) FILTER (response = 'accepted' AND duration >= 0) AS ring_p90,
               sum(duration) FILTER (response IS DISTINCT FROM 'accepted' AND duration >= 0) AS unaccepted
        FROM rings
        GROUP BY user_id
    ),
    handled AS (
        SELECT user_id, count(DISTINCT i) AS interactions,
               coalesce(sum(duration) FILTER (meaning = 'Connected' AND duration >= 0), 0) AS talk,
               coalesce(sum(duration) FILTER (meaning = 'Hold' AND duration >= 0), 0) AS hold,
               coalesce(sum(duration) FILTER (meaning = 'WrapUp' AND duration >= 0), 0) AS wrap_up
        FROM timelines
        WHERE meaning IN ('Connected', 'Hold', 'WrapUp') AND user_id IS NOT NULL
        GROUP BY user_id
    )
    SELECT user_id, person(first_name, last_name, user_id) AS user_name, coalesce(rings, 0) AS rings,
           coalesce(accepted, 0) AS accepted, coalesce(rejected, 0) AS rejected, coalesce(ignored, 0) AS ignored,
           coalesce(clear, 0) AS clear, coalesce(unknown, 0) AS unknown, coalesce(withdrawn, 0) AS withdrawn,
           share(accepted, rings - withdrawn - still_ringing) AS acceptance_rate, share(accepted, rings) AS raw_rate,
           ring_mean AS accepted_ring_seconds_avg, seconds(ring_p50) AS accepted_ring_seconds_p50,
           seconds(ring_p90) AS accepted_ring_seconds_p90, seconds(coalesce(unaccepted, 0)) AS unaccepted_ring_seconds,
           coalesce(interactions, 0) AS interactions_handled, seconds(coalesce(talk, 0)) AS talk_seconds,
           seconds(coalesce(hold, 0)) AS hold_seconds, seconds(coalesce(wrap_up, 0)) AS wrap_up_seconds,
           seconds(coalesce(talk + hold + wrap_up, 0)) AS handle_seconds,
           mean(talk + hold + wrap_up, interactions) AS handle_seconds_avg
    FROM rung FULL JOIN handled USING (user_id) LEFT JOIN users USING (user_id)
    ORDER BY user_name, user_id
) TO '/dev/stdout' (FORMAT csv, HEADER);
