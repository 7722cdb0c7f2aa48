-- `segrep interactions`, from what `measures.sql` and `rules.sql` made, without the types, the direction and the
-- completion display.
COPY (
    WITH paths AS (
        SELECT i, string_agg(status, ' > ' ORDER BY seq) AS status_path
        FROM (
            SELECT i, seq, status
            FROM timelines
            WHERE status IS NOT NULL
            QUALIFY word IS DISTINCT FROM lag(word) OVER (PARTITION BY i ORDER BY seq)
        )
        GROUP BY i
    ),
    queue_names AS (
        SELECT i, string_agg(name, ' > ' ORDER BY first) AS queue_names
        FROM (
            SELECT i, coalesce(name, queue_id) AS name, min(seq) AS first
            FROM timelines LEFT JOIN queues USING (queue_id)
            WHERE queue_id IS NOT NULL
            GROUP BY ALL
        )
        GROUP BY i
    ),
    user_names AS (
        SELECT i, string_agg(name, ' > ' ORDER BY first) AS user_names
        FROM (
            SELECT i, person(first_name, last_name, user_id) AS name, min(seq) AS first
            FROM timelines LEFT JOIN users USING (user_id)
            WHERE user_id IS NOT NULL
            GROUP BY ALL
        )
        GROUP BY i
    )
    SELECT interaction_id, make_timestamp(created) AS created_at, make_timestamp(completed) AS completed_at,
           CASE WHEN completion IS NULL THEN 'open' ELSE 'completed' END AS state, outcome,
           coalesce(organizations.name, account_id) AS organization_name, queue_id, queue_names, user_names, segments,
           coalesce(rings, 0) AS rings, coalesce(accepted, 0) AS accepted, coalesce(rejected, 0) AS rejected,
           coalesce(ignored, 0) AS ignored, coalesce(clear, 0) AS clear, coalesce(unknown, 0) AS unknown,
           coalesce(withdrawn, 0) AS withdrawn, make_timestamp(queued_at) AS queued_at,
           make_timestamp(answered) AS answered_at, answered_by AS answered_by_id,
           person(first_name, last_name, answered_by) AS answered_by, seconds(wait) AS wait_seconds,
           seconds(talk) AS talk_seconds, seconds(hold) AS hold_seconds, seconds(wrap_up) AS wrap_up_seconds,
           seconds(handle) AS handle_seconds, seconds(total) AS total_seconds, transfers, final_status, status_path
    FROM measures
    LEFT JOIN paths USING (i)
    LEFT JOIN queue_names USING (i)
    LEFT JOIN user_names USING (i)
    LEFT JOIN organizations USING (account_id)
    LEFT JOIN users ON users.user_id = answered_by
    ORDER BY i
) TO '/dev/stdout' (FORMAT csv, HEADER);
