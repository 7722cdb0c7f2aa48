//! Enums whose variants have names.

/// Declares an enum with all its variants, in order, and their names, so that none can be without one.
macro_rules! named {
    ($(#[$attribute:meta])* $visibility:vis enum $enum:ident {
        $($(#[$variant_attribute:meta])* $variant:ident = $name:literal,)*
    }) => {
        $(#[$attribute])*
        $visibility enum $enum { $($(#[$variant_attribute])* $variant,)* }

        impl $enum {
            /// All of them, in order.
            $visibility const ALL: [$enum; [$($name),*].len()] = [$($enum::$variant),*];

            /// Its name in options, files and messages.
            $visibility const fn name(self) -> &'static str {
                match self { $($enum::$variant => $name,)* }
            }
        }
    };
}

pub(crate) use named;
