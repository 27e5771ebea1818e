-- 0045_personal_data.sql – what is held about a person, and its erasure (Luật 91/2025/QH15, NĐ 356/2025/NĐ-CP).

-- Which tables name people is asked of the catalogue, so that a table made later is not forgotten.
create function access.columns_of_people(out place text, out col text, out is_about boolean) returns setof record
  language sql stable set search_path = pg_catalog as $$
  select format('%I.%I', pg_namespace.nspname, pg_class.relname), attribute.attname::text,
         attribute.attname = 'person_id' and not (pg_namespace.nspname = 'access' and pg_class.relname = 'audit')
    from pg_constraint
    join pg_class on pg_class.oid = pg_constraint.conrelid and not pg_class.relispartition
    join pg_namespace on pg_namespace.oid = pg_class.relnamespace
    join pg_attribute as attribute on attribute.attrelid = pg_class.oid and attribute.attnum = pg_constraint.conkey[1]
   where pg_constraint.contype = 'f' and pg_constraint.confrelid = 'access.person'::regclass
     and cardinality(pg_constraint.conkey) = 1
$$;
comment on function access.columns_of_people is
  'The columns that name a person. is_about: the row is about that person; in other rows they only did something.';

create function access.data_of(who uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog as $$
declare
  one record;
  found_rows jsonb;
  data jsonb := jsonb_build_object('access.person',
    (select jsonb_build_array(to_jsonb(person)) from access.person where person.id = who));
  secrets text[];
begin
  for one in select place, col from access.columns_of_people() where is_about loop
    -- Hashes, keys and sealed texts open something; nobody needs them to know what is held about them.
    select array(select attname::text from pg_attribute
                  where attrelid = one.place::regclass and attnum > 0 and not attisdropped
                    and (atttypid = 'bytea'::regtype or attname ~ '(hash|secret|sealed|salt|token)')) into secrets;
    execute format('select coalesce(jsonb_agg(to_jsonb(row) - $2), ''[]'') from (select * from %s where %I = $1 limit 10000) as row',
                   one.place, one.col) into found_rows using who, secrets;
    if found_rows <> '[]' then data := data || jsonb_build_object(one.place, found_rows); end if;
  end loop;
  return data;
end
$$;
comment on function access.data_of is 'The rows about a person, by table, without what opens anything.';

create function access.mentions_of(who uuid, out place text, out rows integer) returns setof record
  language plpgsql stable set search_path = pg_catalog as $$
declare
  one record;
begin
  for one in select columns_of_people.place as name, string_agg(format('%I = $1', col), ' or ') as test
               from access.columns_of_people() group by columns_of_people.place loop
    execute format('select count(*)::int from %s where %s', one.name, one.test) into rows using who;
    place := one.name;
    if rows > 0 then return next; end if;
  end loop;
end
$$;
comment on function access.mentions_of is 'In which tables a person is named, and in how many rows.';

create function access.erase(who uuid) returns void
  language plpgsql set search_path = pg_catalog as $$
begin
  update access.person set
    name = 'Người đã được xóa dữ liệu', user_name = 'da-xoa-' || substr(replace(who::text, '-', ''), 21, 12), phone = null,
    language = 'vi', two_factor_enabled = false, disabled_at = coalesce(disabled_at, now()), updated_at = now()
   where id = who;
  update access.role_held set valid_to = greatest(valid_from, org.today())
   where person_id = who and (valid_to is null or valid_to > org.today());
  delete from access.credential where person_id = who;
  delete from access.second_step where person_id = who;
  delete from access.session where person_id = who;
  delete from access.token where person_id = who;
  delete from access.known_device where person_id = who;
  delete from access.link where person_id = who;
  update access.link set used_at = now() where made_by = who and used_at is null;
  delete from access.security_event where person_id = who;
  delete from notices.ways_chosen where person_id = who;
  delete from notices.address where person_id = who;
  delete from notices.push_subscription where person_id = who;
  delete from notices.feed where person_id = who;
end
$$;
comment on function access.erase is
  'Erases what is kept of a person. Under a name that says nobody stay: audit, signatures with their public keys, records, roles held, pledges: the authority has to keep them.';
revoke execute on function access.data_of, access.mentions_of, access.erase, access.columns_of_people from public;
