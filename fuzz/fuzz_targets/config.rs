#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| segrep_fuzz::config(data));
