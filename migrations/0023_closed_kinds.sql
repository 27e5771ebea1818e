-- 0023_closed_kinds.sql – a kind that is closed to the public takes its photos along.

-- Who closes a kind, or begins to protect those whom it serves, means what is on the public site already as well. It is the
-- database that does so: whoever manages kinds need not be one who may check records. What somebody looked at stays looked at.
create function initiatives.withdraw_photos() returns trigger
  language plpgsql security definer set search_path = initiatives, activities, evidence, pg_catalog as $$
begin
  update evidence.attachment set is_public = false
   where is_public and source_kind = 'activity' and source_id in (
     select activity.id from activities.activity join initiatives.initiative on initiative.id = activity.initiative_id
      where initiative.kind = new.code);
  return null;
end
$$;
create trigger kind_withdraws_photos after update on initiatives.kind for each row
  when (new.protects_people and not old.protects_people or old.is_public and not new.is_public)
  execute function initiatives.withdraw_photos();
