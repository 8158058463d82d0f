//! Talks in `PostgreSQL`.

use async_trait::async_trait;
use sqlx::PgConnection;

use super::{Postgres, StorageError};
use crate::talk::{Talk, TalkId, Talks};

/// The programme in the table `talk`.
#[derive(Debug)]
pub struct PgTalks {
    database: Postgres,
}

/// The columns of [`ALL`] and [`ONE`], in their order.
type Row = (i64, String, String, String, String, i32, i32);

const ALL: &str = "
    SELECT id, title, speaker, room, starts::text, seats,
           greatest(seats - count(seat), 0)::integer
    FROM talk LEFT JOIN reservation ON talk_id = id
    GROUP BY id ORDER BY starts, room, id";

const ONE: &str = "
    SELECT id, title, speaker, room, starts::text, seats,
           greatest(seats - count(seat), 0)::integer
    FROM talk LEFT JOIN reservation ON talk_id = id
    WHERE id = $1 GROUP BY id";

impl PgTalks {
    /// Reads it in this database.
    #[must_use]
    pub fn new(database: &Postgres) -> Self {
        Self { database: database.clone() }
    }
}

#[async_trait]
impl Talks for PgTalks {
    async fn all(&self) -> Result<Vec<Talk>, StorageError> {
        let mut connection = self.database.connection().await?;
        let rows = sqlx::query_as(ALL).fetch_all(&mut *connection);
        let rows: Vec<Row> = self.database.answer(rows).await?;
        rows.into_iter().map(read).collect()
    }

    async fn find(&self, id: TalkId) -> Result<Option<Talk>, StorageError> {
        let mut connection = self.database.connection().await?;
        self.database.answer(find(&mut connection, id)).await
    }
}

/// Returns one talk.
pub(in crate::storage) async fn find(
    connection: &mut PgConnection,
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
        seats: seats.try_into().map_err(StorageError::broken)?,
        free: free.try_into().map_err(StorageError::broken)?,
    })
}
