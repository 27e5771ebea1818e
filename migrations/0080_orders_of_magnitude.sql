-- 0080_orders_of_magnitude.sql – “hàng trăm” is a count of its own kind: its amount is the least that the words allow.

alter table gatherings.gathering
  drop constraint gathering_attendances_are_unknown,
  add constraint gathering_attendances_are_unknown check (
    attendances >= 0 and attendances_are in ('exact', 'over', 'nearly', 'about', 'order')
    and (attendances_are <> 'order' or attendances in (10, 100, 1000, 10000, 100000, 1000000)));

alter table gatherings.turnout
  drop constraint turnout_is_unknown,
  add constraint turnout_is_unknown check (
    members_are in ('exact', 'over', 'nearly', 'about', 'order') and others_are in ('exact', 'over', 'nearly', 'about', 'order')
    and (members_are <> 'order' or members in (10, 100, 1000, 10000, 100000, 1000000))
    and (others_are <> 'order' or others in (10, 100, 1000, 10000, 100000, 1000000)));
