-- 0047_one_today.sql – every function and default that asked the server for its date asks for the day in Vietnam.

-- Whatever the functions say by now: only where they take the day from is changed.
do $$
declare
  one record;
begin
  for one in
    select pg_proc.oid
      from pg_proc
      join pg_namespace on pg_namespace.oid = pg_proc.pronamespace
     where pg_proc.prokind in ('f', 'p') and pg_namespace.nspname not like 'pg\_%' and pg_namespace.nspname <> 'information_schema'
       and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
       and pg_get_functiondef(pg_proc.oid) ~* '\mcurrent_date\M'
  loop
    execute regexp_replace(pg_get_functiondef(one.oid), '\mcurrent_date\M', 'org.today()', 'gi');
  end loop;
end
$$;

alter table access.role_held alter column valid_from set default org.today();
