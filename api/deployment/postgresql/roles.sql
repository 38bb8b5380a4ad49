-- Once, on the primary, as its superuser: psql -v hub_password=… -v replication_password=… -f roles.sql
create role hub login password :'hub_password';
create role replication login replication password :'replication_password';
create database hub owner hub encoding 'UTF8' template template0;
\connect hub
-- The hub's migrations make them by themselves where its role may; on most servers a superuser has to.
create extension if not exists cube;
create extension if not exists earthdistance;
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
