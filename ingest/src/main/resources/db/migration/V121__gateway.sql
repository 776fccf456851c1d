-- What a gateway sent that did not become a message, with the reason: nothing that came in is lost.
create table gateway_rejects (
    id          text primary key,
    source      text not null,
    reason      text not null,
    raw         text not null,
    received_at timestamptz not null
);
create index gateway_rejects_at on gateway_rejects (source, received_at);
