INSERT INTO talk (id, title, speaker, room, starts, seats) VALUES
    (1, 'Wiring that the compiler reads',        'Ines Okafor',      'Great hall', '2027-05-12T09:30:00', 120),
    (2, 'A borrow checker for your architecture', 'Tomasz Wierzba',   'Great hall', '2027-05-12T11:00:00', 120),
    (3, 'Office hours with the SQLite file',      'Mei-Ling Duarte',  'Library',    '2027-05-12T11:00:00', 2),
    (4, 'Shutting down without losing a thing',   'Yusuf Lindqvist',  'Atelier',    '2027-05-12T14:00:00', 40),
    (5, 'Error messages people thank you for',    'Rosa van Aalst',   'Atelier',    '2027-05-12T15:30:00', 40),
    (6, 'Tests that can fail',                    'Kwame Petrossian', 'Great hall', '2027-05-13T10:00:00', 120);
