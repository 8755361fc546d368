-- The least-privilege role under which the application runs on PostgreSQL.
-- Run it as the owner of the tables, in the application's database, after each `manage.py migrate`;
-- migrations, restores and lawful erasures run as the owner, everything else as this role.
-- Give the role its own password: ALTER ROLE saferwales_app PASSWORD '…';
DO $$
DECLARE one record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'saferwales_app') THEN
    CREATE ROLE saferwales_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, saferwales_app', current_database());
  REVOKE CREATE ON SCHEMA public FROM PUBLIC, saferwales_app;
  GRANT USAGE ON SCHEMA public TO saferwales_app;
  REVOKE ALL ON ALL TABLES IN SCHEMA public FROM saferwales_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO saferwales_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO saferwales_app;
  REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM saferwales_app;
  -- The guards themselves say which tables they stand over.
  FOR one IN
    SELECT DISTINCT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgname IN ('guard_change', 'guard_delete')
  LOOP
    IF one.tgname = 'guard_change' THEN
      EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM saferwales_app', one.relname);
    ELSE
      EXECUTE format('REVOKE DELETE, TRUNCATE ON %I FROM saferwales_app', one.relname);
    END IF;
  END LOOP;
END $$;
