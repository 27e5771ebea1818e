-- A webhook can be removed by whoever manages it, with what is kept of its deliveries. That it was, stays in the audit trail.
alter table notices.webhook_delivery
  drop constraint webhook_delivery_webhook_id_fkey,
  add constraint webhook_delivery_webhook_id_fkey foreign key (webhook_id) references notices.webhook on delete cascade;
grant delete on notices.webhook to lantoa_app;
