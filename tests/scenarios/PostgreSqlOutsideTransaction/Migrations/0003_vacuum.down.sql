/* nothing */ VACUUM;
