-- `segrep paths`, from what `rules.sql` made.
COPY (
    WITH steps AS (
        SELECT i, string_agg(status, ' > ' ORDER BY seq) AS path, string_agg(word, ' > ' ORDER BY seq) AS words
        FROM (
            SELECT i, seq, status, word
            FROM timelines
            WHERE status IS NOT NULL
            QUALIFY word IS DISTINCT FROM lag(word) OVER (PARTITION BY i ORDER BY seq)
        )
        GROUP BY i
    ),
    totals AS (
        SELECT i, coalesce(any_value(completed), min(start) FILTER (meaning = 'Completed'))
                      - coalesce(any_value(created), min(start)) AS total
        FROM timelines JOIN chosen USING (i)
        GROUP BY i
    )
    SELECT arg_min(coalesce(path, ''), i) AS path, count(*) AS interactions,
           round_even(10_000 * count(*) / sum(count(*)) OVER (), 0) / 10_000 AS share,
           seconds(quantile_disc(total, 0.5) FILTER (total >= 0)) AS total_seconds_p50,
           seconds(quantile_disc(total, 0.9) FILTER (total >= 0)) AS total_seconds_p90,
           array_to_string(arg_min(interaction_id, i, 3), ' ') AS example_ids
    FROM chosen JOIN totals USING (i) LEFT JOIN steps USING (i)
    GROUP BY coalesce(words, '')
    ORDER BY interactions DESC, path
) TO '/dev/stdout' (FORMAT csv, HEADER);
