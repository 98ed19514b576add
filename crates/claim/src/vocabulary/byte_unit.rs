//! The unit in which an amount of data is printed.

closed! {
    /// The unit in which an amount of data is printed.
    ByteUnit is "byte unit" {
        /// Bytes.
        Byte = "byte",
        /// Kilobytes.
        Kilo = "kilo",
        /// Megabytes.
        Mega = "mega",
        /// Gigabytes.
        Giga = "giga",
        /// Terabytes.
        Tera = "tera",
        /// Petabytes.
        Peta = "peta",
    }
}
