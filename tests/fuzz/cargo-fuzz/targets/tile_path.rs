#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bayan_fuzz::hold("tile_path", bytes));
