-- What other programs' forms can say and ours could not: an answer that is required only under conditions, and limits that
-- are themselves not allowed (more than 2.5).
alter table initiatives.field
  add column required_if      jsonb   not null default '[]',
  add column excludes_minimum boolean not null default false,
  add column excludes_maximum boolean not null default false,
  add constraint field_required_conditions_are_malformed
    check (jsonb_typeof(required_if) = 'array' and jsonb_array_length(required_if) <= 10),
  add constraint field_is_required_anyway check (not required or required_if = '[]');
comment on column initiatives.field.required_if is
  'Conditions under which the question is required, where it is not always: all must hold. Written as shown_if.';
comment on column initiatives.field.excludes_minimum is 'The number must be more than its minimum, not equal to it.';
comment on column initiatives.field.excludes_maximum is 'The number must be less than its maximum, not equal to it.';
