//! Talks in `SQLite`.

use async_trait::async_trait;
use sqlx::{SqliteConnection, SqlitePool};

use super::{Sqlite, StorageError};
use crate::talk::{Talk, TalkId, Talks};

/// The programme in the table `talk`.
#[derive(Debug)]
pub struct SqliteTalks {
    pool: SqlitePool,
}

/// The columns of [`ALL`] and [`ONE`], in their order.
type Row = (i64, String, String, String, String, u32, u32);

const ALL: &str = "
    SELECT id, title, speaker, room, starts, seats, max(seats - count(seat), 0)
    FROM talk LEFT JOIN reservation ON talk_id = id
    GROUP BY id ORDER BY starts, room, id";

const ONE: &str = "
    SELECT id, title, speaker, room, starts, seats, max(seats - count(seat), 0)
    FROM talk LEFT JOIN reservation ON talk_id = id
    WHERE id = ? GROUP BY id";

impl SqliteTalks {
    /// Reads it in this database.
    #[must_use]
    pub fn new(database: &Sqlite) -> Self {
        Self { pool: database.pool.clone() }
    }
}

#[async_trait]
impl Talks for SqliteTalks {
    async fn all(&self) -> Result<Vec<Talk>, StorageError> {
        let rows: Vec<Row> = sqlx::query_as(ALL).fetch_all(&self.pool).await?;
        rows.into_iter().map(read).collect()
    }

    async fn find(&self, id: TalkId) -> Result<Option<Talk>, StorageError> {
        find(&mut *self.pool.acquire().await?, id).await
    }
}

/// Returns one talk.
pub(in crate::storage) async fn find(
    connection: &mut SqliteConnection,
    id: TalkId,
) -> Result<Option<Talk>, StorageError> {
    let row: Option<Row> = sqlx::query_as(ONE).bind(id.0).fetch_optional(connection).await?;
    row.map(read).transpose()
}

fn read((id, title, speaker, room, starts, seats, free): Row) -> Result<Talk, StorageError> {
    Ok(Talk {
        id: TalkId(id),
        title,
        speaker,
        room,
        starts: starts.parse().map_err(StorageError::broken)?,
        seats,
        free,
    })
}
