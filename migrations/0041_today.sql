-- 0041_today.sql – the day on which people live, whatever zone the server or the session is set to.
create function org.today() returns date
  language sql stable parallel safe
  return (now() at time zone 'Asia/Ho_Chi_Minh')::date;
comment on function org.today is
  'Today in Vietnam. From 00:00 to 07:00 there, current_date of a server on UTC is yesterday.';
