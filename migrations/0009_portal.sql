-- 0009_portal.sql – whose portal it is. The portal writes nothing; an administrator sets this once.
create schema portal;
grant usage on schema portal to lantoa_app, lantoa_public;

create table portal.site (
  is_the_only   boolean primary key default true,
  root_unit_id  uuid not null references org.unit,
  constraint site_is_the_only_one check (is_the_only)
);
comment on table portal.site is
  'The unit whose figures the portal shows. An abolished district stays itself: its figures go on with those that carry it on.';
create index site_root_unit on portal.site (root_unit_id);
grant select on portal.site to lantoa_app, lantoa_public;
