# A Request Tracker of its own for the tests. FOLDER and PORT are filled in.
Set($rtname, 'rempart.test');
Set($Organization, 'rempart.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, PORT);
Set($WebBaseURL, 'http://127.0.0.1:PORT');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, 'FOLDER/rt.db');
Set($LogToSTDERR, 'warning');
Set($LogToSyslog, undef);
Set($LogDir, 'FOLDER');
Set($MailCommand, 'testfile');
Set($MasonDataDir, 'FOLDER/mason');
1;
