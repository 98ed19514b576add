//! The claim model from outside: bodies of every kind, their limits and rules, drafts, facets, schemas, and the
//! claims of the five seed articles.

#[cfg(test)]
mod body;
#[cfg(test)]
mod draft;
#[cfg(test)]
mod facet;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod vocabulary;
