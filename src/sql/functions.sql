--> function segrep_text(x STRING) STRING
-- What is blank is NULL.
CASE WHEN segrep_trim(x) IN ('', 'NULL', 'null', '\N') THEN NULL ELSE segrep_trim(x) END

--> function segrep_word(x STRING) STRING
-- Words are compared by letters and digits; one without any as it stands.
CASE WHEN segrep_letters(x) = '' THEN x ELSE segrep_letters(x) END

--> function segrep_half_even(num BIGINT, den BIGINT) BIGINT
-- Neither is negative. NULL where there is nothing to divide by.
segrep_div(num, den) + CASE WHEN 2 * mod(num, den) > den OR (2 * mod(num, den) = den AND mod(segrep_div(num, den), 2) = 1)
  THEN 1 ELSE 0 END

--> function segrep_seconds(us BIGINT) DECIMAL(37, 6)
CAST(us AS DECIMAL(31, 0)) * CAST(0.000001 AS DECIMAL(6, 6))

--> function segrep_mean(total BIGINT, n BIGINT) DECIMAL(34, 3)
CAST(segrep_half_even(total, nullif(n, 0) * 1000) AS DECIMAL(31, 0)) * CAST(0.001 AS DECIMAL(3, 3))

--> function segrep_rate(part BIGINT, whole BIGINT) DECIMAL(35, 4)
CAST(segrep_half_even(part * 10000, nullif(whole, 0)) AS DECIMAL(31, 0)) * CAST(0.0001 AS DECIMAL(4, 4))

--> function segrep_micros_of(x STRING, per_unit BIGINT) BIGINT
-- A plain number of units, each of so many microseconds; the fraction, in billionths of a unit, half to even.
CASE WHEN x LIKE '-%' THEN -1 ELSE 1 END * (CAST(regexp_extract(x, '^-?(\d+)', 1) AS BIGINT) * per_unit
  + segrep_half_even(CAST(rpad(regexp_extract(x, '[.](\d+)$', 1), 9, '0') AS BIGINT) * per_unit, 1000000000))

--> function segrep_clock_of(x STRING) BIGINT
-- [h:]mm:ss[.fff]
CASE WHEN x LIKE '-%' THEN -1 ELSE 1 END * (
  coalesce(CAST(nullif(regexp_extract(x, '(\d+):\d+:\d', 1), '') AS BIGINT), 0) * 3600000000
  + CAST(regexp_extract(x, '(\d+):\d+([.]\d+)?$', 1) AS BIGINT) * 60000000
  + segrep_micros_of(regexp_extract(x, '(\d+([.]\d+)?)$', 1), 1000000))

--> function segrep_micros(x STRING, per_unit BIGINT) BIGINT
CASE WHEN x IS NULL THEN NULL
     WHEN segrep_matches(x, '^-?\d{1,12}([.]\d{1,9})?$') THEN segrep_micros_of(x, per_unit)
     WHEN segrep_matches(x, '^-?(\d{1,6}:)?\d{1,2}:\d\d([.]\d{1,9})?$') THEN segrep_clock_of(x)
     ELSE segrep_fail('segrep: no duration that this SQL reads: ' || x) END

--> function segrep_offset(x STRING) BIGINT
-- Behind the time, in microseconds; 0 for Z.
coalesce(CASE WHEN regexp_extract(x, '([+-])\d\d(:?\d\d)?$', 1) = '-' THEN -60000000 ELSE 60000000 END
  * (CAST(nullif(regexp_extract(x, '[+-](\d\d)(:?\d\d)?$', 1), '') AS BIGINT) * 60
    + coalesce(CAST(nullif(regexp_extract(x, '[+-]\d\d:?(\d\d)$', 1), '') AS BIGINT), 0)), 0)

--> function segrep_instant(x STRING, zone STRING) BIGINT
CASE WHEN x IS NULL THEN NULL
     WHEN NOT segrep_matches(x, '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.]\d{1,9})?( ?(Z|[+-]\d\d(:?\d\d)?))?$')
       THEN segrep_fail('segrep: no time that this SQL reads: ' || x)
     ELSE CAST(substr(rpad(regexp_extract(x, '[.](\d+)', 1), 6, '0'), 1, 6) AS BIGINT)
       + CASE WHEN segrep_matches(x, '(Z|:\d\d([.]\d+)? ?[+-]\d\d(:?\d\d)?)$')
              THEN segrep_wall(substr(x, 1, 19)) - segrep_offset(x)
              ELSE segrep_civil_in(segrep_wall(substr(x, 1, 19)), zone) END END

--> function segrep_local(us BIGINT) BIGINT
segrep_local_in(us, @zone)

--> function segrep_midnight(us BIGINT) BIGINT
-- The start of the day.
segrep_civil_in(segrep_local(us) - mod(mod(segrep_local(us), 86400000000) + 86400000000, 86400000000), @zone)

--> function segrep_status(word STRING) STRING
@statuses

--> function segrep_response(word STRING) STRING
@responses

--> function segrep_is_ring(word STRING) INT
CASE WHEN word IN (@ring_words) THEN 1 ELSE 0 END

--> function segrep_is_transfer(word STRING) INT
CASE WHEN word IN (@transfer_words) THEN 1 ELSE 0 END
