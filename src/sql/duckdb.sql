--> function segrep_trim(x STRING) STRING
-- Few texts have blanks at an end, which are slow to look for.
CASE WHEN regexp_matches(x, '^[!-~]([^\n]*[!-~])?$') THEN x ELSE trim(x, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(133) || chr(160) || chr(5760) || chr(8192)
  || chr(8193) || chr(8194) || chr(8195) || chr(8196) || chr(8197) || chr(8198) || chr(8199) || chr(8200) || chr(8201)
  || chr(8202) || chr(8232) || chr(8233) || chr(8239) || chr(8287) || chr(12288)) END

--> function segrep_letters(x STRING) STRING
lower(regexp_replace(x, '[^\p{L}\p{N}]', '', 'g'))

--> function segrep_matches(x STRING, pattern STRING) BOOLEAN
regexp_matches(x, pattern)

--> function segrep_div(a BIGINT, b BIGINT) BIGINT
a // b

--> function segrep_fail(message STRING) BIGINT
CAST(error(message) AS BIGINT)

--> function segrep_wall(x STRING) BIGINT
epoch_us(CAST(x AS TIMESTAMP))

--> function segrep_time(us BIGINT) TIMESTAMP
make_timestamptz(us)

--> function segrep_local_in(us BIGINT, zone STRING) BIGINT
epoch_us(timezone(zone, make_timestamptz(us)))

--> function segrep_later(us BIGINT, zone STRING) BIGINT
epoch_us(timezone(zone, make_timestamp(us)))

--> function segrep_earlier(us BIGINT, zone STRING) BIGINT
us + segrep_later(us, zone) - 86400000000 - segrep_local_in(segrep_later(us, zone) - 86400000000, zone)

--> function segrep_civil_in(us BIGINT, zone STRING) BIGINT
-- Of two moments that a clock shows alike DuckDB takes the later. The earlier has the offset of the day before.
CASE WHEN segrep_local_in(segrep_earlier(us, zone), zone) = us THEN segrep_earlier(us, zone) ELSE segrep_later(us, zone) END

--> function segrep_day(us BIGINT) STRING
strftime(make_timestamp(us), '%Y-%m-%d')

--> function segrep_month(us BIGINT) STRING
strftime(make_timestamp(us), '%Y-%m')

--> function segrep_week(us BIGINT) STRING
strftime(make_timestamp(us), '%G-W%V')
