-- `segrep rings`, from what `measures.sql` and `rules.sql` made, without the type and the direction.
COPY (
    SELECT interaction_id, ring_order, make_timestamp(rings.start) AS started_at,
           make_timestamp(rings."end") AS ended_at, seconds(rings.start - begun) AS elapsed_seconds,
           seconds(duration) AS ring_seconds, rings.user_id,
           person(users.first_name, users.last_name, rings.user_id) AS user_name, rings.queue_id,
           coalesce(queues.name, rings.queue_id) AS queue_name, response, response_source, rings.withdrawn,
           person(answerers.first_name, answerers.last_name, answered_by) AS answered_by, outcome,
           make_timestamp(created) AS interaction_created_at
    FROM rings
    JOIN measures USING (i)
    LEFT JOIN queues ON queues.queue_id = rings.queue_id
    LEFT JOIN users ON users.user_id = rings.user_id
    LEFT JOIN users answerers ON answerers.user_id = answered_by
    ORDER BY i, ring_order
) TO '/dev/stdout' (FORMAT csv, HEADER);
