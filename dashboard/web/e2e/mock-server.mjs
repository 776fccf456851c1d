/**
 * A stand-in for Nightdesk's server, for work on the console alone: `node e2e/mock-server.mjs [port] [folder of the
 * built console] [--empty]`. Invented data, all in memory, sign in as admin / admin.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';

const [port = '8090', root = 'dist'] = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const folder = resolve(root);
let empty = process.argv.includes('--empty');

let seed = 7;
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const pick = (list) => list[Math.floor(random() * list.length)];
const iso = (millis) => new Date(millis + 8 * 3_600_000).toISOString().slice(0, 19) + '+08:00';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.now();

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗'];
const GIVEN = ['小雨', '佳怡', '梦洁', '思琪', '雅婷', '静', '悦', '晓彤', '欣然', '子涵', '曼', '璐'];
const SAID = [
  ['热玛吉', '热玛吉现在做一次多少钱呀？五代的'],
  ['热玛吉', '做完热玛吉脸有点红，多久能消？'],
  ['水光针', '想问下水光针一个疗程打几次'],
  ['水光针', '水光是不是夏天做比较好，会不会返黑'],
  ['双眼皮', '双眼皮拆线后还是有点肿，正常吗'],
  ['双眼皮', '全切双眼皮恢复期大概多久，我下个月要拍婚纱照'],
  ['玻尿酸', '乔雅登和艾莉薇有什么区别，哪个维持得久一点'],
  ['隆鼻', '隆鼻手术需要住院吗？外地过来要待几天'],
  ['光子嫩肤', '光子嫩肤做完可以化妆吗'],
  ['牙齿矫正', '隐形牙套大概要戴多久，可以分期吗'],
];
const EMERGENCY = '打完玻尿酸半小时了，鼻子旁边发白，眼睛看东西有点模糊，怎么办';
const patients = Array.from({ length: 60 }, (_, i) => ({ id: `p${i}`, name: pick(SURNAMES) + pick(GIVEN) }));

const messages = [];
function say(conversationId, patient, speaker, text, at, extra = {}) {
  const message = {
    messageId: `m${messages.length}`,
    conversationId,
    patientId: patient.id,
    patientName: patient.name,
    channel: extra.channel ?? 'wecom-kf',
    account: 'main',
    speaker,
    speakerName: speaker === 'staff' ? pick(['李顾问', '周助理', '何护士']) : speaker === 'patient' ? patient.name : null,
    type: 'text',
    text,
    sentAt: iso(at),
    at,
    treatments: [...new Set(SAID.map(([name]) => name).filter((name) => text.includes(name)))],
    brands: ['乔雅登', '艾莉薇'].filter((name) => text.includes(name)),
    concerns: ['多少钱', '恢复', '肿'].filter((name) => text.includes(name)).map((name) => ({ 多少钱: '价格', 恢复: '恢复期', 肿: '肿胀' })[name]),
    score: 1,
  };
  messages.push(message);
  return message;
}
for (let day = 395; day > 0; day--) {
  const season = 1 + Math.max(0, Math.sin(((395 - day) / 365) * Math.PI * 2)) * 3;
  for (let n = 0; n < season * (0.5 + random()); n++) {
    const patient = pick(patients);
    const at = NOW - day * DAY + random() * DAY;
    const channel = pick(['wecom-kf', 'wechat', 'wecom-archive']);
    const id = `c-${patient.id}`;
    say(id, patient, 'patient', pick(SAID)[1], at, { channel });
    say(id, patient, 'staff', '您好，这边帮您看一下哦，方便说下之前做过什么项目吗？', at + 300_000, { channel });
  }
}

const lastEvening = () => {
  const wall = new Date(NOW + 8 * HOUR);
  wall.setUTCHours(21, 0, 0, 0);
  return wall.getTime() - 8 * HOUR - DAY;
};
const nights = [];
const nightConversations = new Map();
const replies = [];
const leads = [];
for (let n = 0; n < 14; n++) {
  const from = lastEvening() - n * DAY;
  const date = iso(from).slice(0, 10);
  const list = [];
  for (let c = 0; c < 4 + Math.floor(random() * 10); c++) {
    const patient = patients[(n * 7 + c) % patients.length];
    const id = `c-${patient.id}`;
    const at = from + random() * 9 * HOUR;
    const emergency = n === 0 && c === 2;
    const [treatment, text] = emergency ? ['玻尿酸', EMERGENCY] : pick(SAID);
    const outcome = emergency ? 'emergency' : pick(['answer', 'answer', 'promise', 'promise', 'silent']);
    say(id, patient, 'patient', '在吗', at);
    say(id, patient, 'patient', text, at + 4000);
    const answer = {
      answer: '【AI助手】您好，我是夜间AI助手，顾问上班后会继续跟进。光子嫩肤后 24 小时内请不要化妆，注意补水防晒；如有明显不适请随时告诉我们。',
      promise: '【AI助手】您好，我是夜间AI助手，这个问题需要顾问为您解答。顾问会在明早 9:00–10:00 联系您，请问电话联系方便吗？',
      emergency: '【AI助手】您描述的情况可能需要紧急处理，请立即拨打 120 或前往最近的急诊，并拨打本院急诊电话。值班医生已收到提醒。',
    }[outcome];
    replies.push({
      id: `r${replies.length}`,
      conversationId: id,
      decidedAt: iso(at + 8000),
      kind: outcome,
      question: `在吗\n${text}`,
      text: answer ?? null,
      knowledge: outcome === 'answer' ? [{ id: 'kb-012', question: '光子嫩肤后多久可以化妆？', score: 0.87 }] : [],
      triage: {
        level: emergency ? 'emergency' : 'none',
        signals: emergency ? ['血管栓塞', '视力'] : [],
        because: emergency ? ['vascular-occlusion：鼻子旁边发白', 'vision：看东西有点模糊'] : [],
      },
      gate: { verdict: 'allow', rulePack: 'adlaw-2025.08' },
      model: null,
      knowledgeVersion: 'a1b2c3d4e5f60718',
      delivery: answer ? { state: 'sent', msgid: 'nd0001', errcode: 0, attempts: 1, sentAt: iso(at + 9000) } : null,
      trace: [
        { step: 'night', result: '在夜班时段内', detail: '21:00-09:00' },
        { step: 'burst', result: '合并 2 条', detail: '静默 3 秒' },
        { step: 'triage', result: emergency ? '紧急' : '无风险', detail: null },
        { step: 'retrieval', result: outcome === 'answer' ? '采用 kb-012' : '没有达到阈值的条目', detail: '阈值 0.78，最高 0.61' },
        { step: 'gate', result: '通过', detail: null },
      ],
    });
    if (answer) say(id, patient, 'ai', answer, at + 9000);
    list.push({ conversationId: id, patientId: patient.id, patientName: patient.name, firstAt: iso(at), lastAt: iso(at + 9000), lastText: text, messages: 3, outcome, emergency });
    if (outcome === 'promise' || emergency) {
      const to = from + (emergency ? 5.5 : 12 + Math.floor(random() * 3)) * HOUR;
      leads.push({
        id: `l${leads.length}`,
        patientId: patient.id,
        patientName: `${patient.name[0]}**`,
        conversationId: id,
        treatments: [treatment],
        phone: random() > 0.3 ? '138****' + String(1000 + Math.floor(random() * 8999)) : null,
        wantedTime: pick(['上午', '明天中午', null]),
        wantedWay: pick(['phone', 'wechat', null]),
        promise: n === 0 ? { from: iso(to), to: iso(to + HOUR) } : n === 1 ? { from: iso(NOW + c * 20 * 60_000 - HOUR), to: iso(NOW + c * 20 * 60_000) } : { from: iso(to), to: iso(to + HOUR) },
        score: emergency ? 100 : Math.round(30 + random() * 65),
        reasons: emergency ? ['危险信号：视力、皮肤发白', '注射后 1 小时内'] : ['问了价格', '留了电话', '三天内想做'].slice(0, 1 + Math.floor(random() * 3)),
        state: n < 3 ? 'open' : pick(['claimed', 'done', 'lost']),
        emergency,
        attempts: n >= 3 ? [{ at: iso(to + 600_000), by: '李顾问', outcome: 'no_answer', note: '中午再打' }] : [],
        lastText: text,
        owner: n >= 3 ? '李顾问' : null,
        createdAt: iso(at + 9000),
        source: 'night',
      });
    }
  }
  const count = (outcome) => list.filter((one) => one.outcome === outcome).length;
  nights.push({
    date,
    from: iso(from),
    to: iso(from + 12 * HOUR),
    conversations: list.length,
    patientMessages: list.length * 2,
    answered: count('answer'),
    promised: count('promise'),
    emergencies: count('emergency'),
    held: n === 4 ? 1 : 0,
    leads: count('promise') + count('emergency'),
    medianFirstReplyMs: 5200 + Math.round(random() * 3000),
  });
  nightConversations.set(date, list);
}
messages.sort((a, b) => a.at - b.at);
const urgent = (lead) => (lead.emergency && lead.state === 'open' ? 0 : Date.parse(lead.promise.to));

const knowledge = SAID.map(([name, question], i) => ({
  id: `kb-${String(i).padStart(3, '0')}`,
  category: pick(['price', 'aftercare', 'hours', 'process']),
  question,
  variants: ['这个怎么说', '请问一下'],
  answer: '您好，本院营业时间为每天 9:00–20:00，具体方案需医生面诊后确定。',
  treatments: [name],
  branch: i === 3 ? '浦东' : null,
  validUntil: i === 1 ? '2026-12-31' : i === 4 ? '2024-01-01' : null,
  approved: i !== 5,
  version: 1,
}));

const jobs = [];
const simulations = [];
const deadLetters = [
  { id: 'd1', topic: 'nightdesk.chat.message', key: 'c-1', stage: 'index', cause: 'JsonParseException: met text at offset 12, expected an object', at: iso(NOW - 5 * HOUR), state: 'waiting' },
];
const streams = new Set();
const tell = (name, data) => streams.forEach((stream) => stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
setInterval(() => tell('heartbeat', { now: iso(Date.now()) }), 15_000).unref();

function startJob(fileName, owner, total, change) {
  const job = { id: `j${jobs.length}`, fileName, format: 'memotrace-csv', formatExplained: '留痕 MemoTrace CSV，UTF-8', owner, state: 'running', read: 0, imported: 0, duplicates: 0, rejected: 0, bytesRead: 0, bytesTotal: total, startedAt: iso(Date.now()), finishedAt: null, errors: [], failure: null, listeners: new Set(), ...change };
  jobs.unshift(job);
  const timer = setInterval(() => {
    job.bytesRead = Math.min(total, job.bytesRead + total / 12);
    job.read = Math.round((job.bytesRead / total) * 5320);
    job.imported = job.read - 3 > 0 ? job.read - 3 : 0;
    if (job.bytesRead >= total) {
      clearInterval(timer);
      Object.assign(job, { state: 'done', finishedAt: iso(Date.now()), rejected: 3, errors: [{ line: 17, reason: '时间「昨天」不是 yyyy-MM-dd HH:mm:ss' }, { line: 203, reason: '缺少发送者' }, { line: 998, reason: '引号没有闭合' }] });
      empty = false;
    }
    job.listeners.forEach((stream) => stream.write(`event: progress\ndata: ${JSON.stringify(plain(job))}\n\n`));
    if (job.state !== 'running') job.listeners.forEach((stream) => stream.end());
  }, 300);
  return job;
}
const plain = (job) => Object.fromEntries(Object.entries(job).filter(([key]) => key !== 'listeners'));

function startNight(wanted) {
  const run = { id: `s${simulations.length}`, state: 'running', patients: wanted ?? 24, pushed: 0, answered: 0, promised: 0, emergencies: 0, startedAt: iso(Date.now()), finishedAt: null, failure: null };
  simulations.unshift(run);
  const timer = setInterval(() => {
    run.pushed += 9;
    run.answered += 2;
    run.promised += 1;
    if (run.answered + run.promised >= run.patients - 2) {
      clearInterval(timer);
      Object.assign(run, { state: 'done', emergencies: 2, finishedAt: iso(Date.now()) });
      empty = false;
      tell('lead', { id: 'l0', state: 'open', emergency: true });
    }
  }, 400);
  return run;
}

function search(query) {
  const q = query.get('q') ?? '';
  const words = q.split(/\s+/).filter((word) => word && !word.startsWith('-') && word !== 'OR').map((word) => word.replaceAll('"', ''));
  const noAlias = query.getAll('noAlias');
  const smart = query.get('exact') !== 'true';
  const aliases = smart && words.includes('热玛吉') && !noAlias.includes('热玛吉') ? [{ word: '热玛吉', added: ['Thermage', '热玛姬', '五代'] }] : [];
  const found = (empty ? [] : messages).filter(
    (one) =>
      words.every((word) => one.text.includes(word)) &&
      (!query.get('channel') || one.channel === query.get('channel')) &&
      (!query.get('speaker') || one.speaker === query.get('speaker')) &&
      (!query.get('patientId') || one.patientId === query.get('patientId')) &&
      query.getAll('tag').every((tag) => [...one.treatments, ...one.brands, ...one.concerns].includes(tag)) &&
      (!query.get('from') || one.at >= Date.parse(query.get('from'))) &&
      (!query.get('to') || one.at < Date.parse(query.get('to')) + DAY),
  );
  if (query.get('sort') === 'time') found.reverse();
  return { words, aliases, found };
}
const tally = (found, read) => {
  const counts = {};
  for (const one of found) for (const value of [read(one)].flat()) if (value) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
function histogram(found) {
  const months = new Map();
  for (const one of found) months.set(one.sentAt.slice(0, 7), (months.get(one.sentAt.slice(0, 7)) ?? 0) + 1);
  return { bucket: 'month', buckets: [...months].sort().map(([month, count]) => ({ from: `${month}-01T00:00:00+08:00`, count })) };
}
function page(list, query, fallback = 20) {
  const size = Number(query.get('size') ?? fallback);
  const at = Number(query.get('page') ?? 0);
  return { total: list.length, items: list.slice(at * size, (at + 1) * size) };
}

const SESSION = { username: 'admin', displayName: '管理员', roles: ['admin'], scopes: ['read', 'import', 'knowledge', 'leads', 'admin'], csrf: 'csrf-1' };
const problem = (status, title, detail) => ({ status, type: 'application/problem+json', body: { type: 'about:blank', title, status, detail } });

async function api(request, url, body) {
  const query = url.searchParams;
  const route = `${request.method} ${url.pathname}`;
  const match = (pattern) => pattern.exec(route);
  let found;
  if (route === 'POST /api/session') {
    const { username, password } = JSON.parse(body);
    if (username !== 'admin' || password !== 'admin') return problem(401, 'Unauthorized', 'user name or password is wrong');
    return { body: SESSION, headers: { 'Set-Cookie': 'nightdesk_session=1; HttpOnly; SameSite=Lax; Path=/' } };
  }
  if (!/nightdesk_session=1/.test(request.headers.cookie ?? '')) return problem(401, 'Unauthorized', 'expected a session cookie or a bearer token');
  if (request.method !== 'GET' && request.headers['x-csrf-token'] !== 'csrf-1') return problem(403, 'Forbidden', 'X-CSRF-Token: expected the csrf value of GET /api/session');
  if (route === 'GET /api/session') return { body: SESSION };
  if (route === 'DELETE /api/session') return { status: 204, headers: { 'Set-Cookie': 'nightdesk_session=; Max-Age=0; Path=/' } };
  if (route === 'GET /api/messages/search') {
    const { words, aliases, found: hits } = search(query);
    const items = page(hits, query);
    return {
      body: {
        total: items.total,
        items: items.items.map((hit) => ({
          ...hit,
          highlights: words.filter((word) => hit.text.includes(word)).map((word) => ({ start: hit.text.indexOf(word), end: hit.text.indexOf(word) + word.length })),
        })),
        tookMs: 3,
        aliases,
        facets: { channel: tally(hits, (one) => one.channel), speaker: tally(hits, (one) => one.speaker), treatment: tally(hits, (one) => one.treatments), brand: tally(hits, (one) => one.brands), concern: tally(hits, (one) => one.concerns) },
        histogram: histogram(hits),
        patients: new Set(hits.map((one) => one.patientId)).size,
      },
    };
  }
  if (route === 'GET /api/messages/search/patients') {
    const people = new Map();
    for (const hit of search(query).found) {
      const person = people.get(hit.patientId) ?? { patientId: hit.patientId, patientName: hit.patientName, messages: 0, firstAt: hit.sentAt };
      people.set(hit.patientId, { ...person, messages: person.messages + 1, lastAt: hit.sentAt, lastText: hit.text, lastMessageId: hit.messageId, conversationId: hit.conversationId });
    }
    return { body: page([...people.values()].sort((a, b) => b.messages - a.messages), query) };
  }
  if ((found = match(/^(GET|POST) \/api\/conversations\/([^/]+)\/session$/))) {
    return { body: { state: 0, stateName: '未处理（AI可回复）', servicer: null, at: new Date().toISOString(), live: true, moves: ['servicer', 'pool'], servicers: [{ userId: 'lisi', receiving: true, status: '接待中' }] } };
  }
  if ((found = match(/^GET \/api\/conversations\/([^/]+)\/messages$/))) {
    const all = messages.filter((one) => one.conversationId === decodeURIComponent(found[1]));
    const size = Number(query.get('size') ?? 50);
    const around = query.get('around');
    const at = around ? Math.floor(Math.max(0, all.findIndex((one) => one.messageId === around)) / size) : Number(query.get('page') ?? 0);
    return { body: { total: all.length, page: at, size, items: all.slice(at * size, (at + 1) * size) } };
  }
  if (route === 'GET /api/leads') {
    const state = query.get('state');
    const list = empty ? [] : leads.filter((lead) => !state || lead.state === state).sort((a, b) => urgent(a) - urgent(b));
    return { body: page(list, query, 50) };
  }
  if (match(/^POST \/api\/leads\/([^/]+)\/contact$/)) return { body: { phone: '13800138000', wechat: 'xiaoyu_88', name: null } };
  if ((found = match(/^POST \/api\/leads\/([^/]+)\/(claim|attempts)$/))) {
    const lead = leads.find((one) => one.id === found[1]);
    if (!lead) return problem(404, 'Not Found', '没有这条线索');
    if (found[2] === 'claim') {
      if (lead.owner) return problem(409, 'Conflict', `这条线索已被${lead.owner}认领，请刷新`);
      Object.assign(lead, { state: 'claimed', owner: 'admin' });
    } else {
      const { outcome, note } = JSON.parse(body);
      lead.attempts = [...lead.attempts, { at: iso(Date.now()), by: '管理员', outcome, note }];
      lead.state = { reached: 'done', booked: 'done', no_answer: 'claimed', wrong_number: 'lost', refused: 'lost' }[outcome];
      lead.owner ??= 'admin';
    }
    tell('lead', { id: lead.id, state: lead.state, emergency: lead.emergency });
    return { body: lead };
  }
  if (route === 'GET /api/nights') return { body: page(empty ? [] : nights, query) };
  if ((found = match(/^GET \/api\/nights\/([\d-]+)$/))) return { body: nights.find((night) => night.date === found[1]) };
  if ((found = match(/^GET \/api\/nights\/([\d-]+)\/conversations$/))) return { body: page(nightConversations.get(found[1]) ?? [], query, 100) };
  if (route === 'GET /api/replies') return { body: page(replies.filter((one) => one.conversationId === query.get('conversationId')), query, 200) };
  if (route === 'GET /api/knowledge') return { body: page(empty ? [] : knowledge.filter((item) => item.question.includes(query.get('q') ?? '')), query) };
  if (route === 'POST /api/knowledge/try') return { body: { accepted: [{ item: knowledge[0], score: 0.88 }], considered: knowledge.slice(0, 5).map((item, i) => ({ item, score: 0.88 - i * 0.1 })), reason: '最高分 0.88 高于阈值 0.78' } };
  if (route === 'POST /api/knowledge/import') return { body: { imported: body.trim().split('\n').length - 1, updated: 0, unchanged: 0, rejected: 1, errors: [{ line: 2, reason: 'answer: met nothing, expected a text' }] } };
  if (route === 'GET /api/quarantine') return { body: page([], query) };
  if (route === 'GET /api/imports') return { body: page(jobs.map(plain), query) };
  if (route === 'POST /api/imports') return { status: 202, body: plain(startJob(/filename="([^"]+)"/.exec(body)?.[1] ?? 'file.csv', /name="owner"\r\n\r\n([^\r]*)/.exec(body)?.[1] ?? '', 1_200_000)) };
  if ((found = match(/^GET \/api\/imports\/([^/]+)$/))) return { body: plain(jobs.find((job) => job.id === found[1])) };
  if (route === 'POST /api/samples') return { status: 202, body: plain(startJob('示例数据', 'sample', 900_000, { formatExplained: '夜班台示例数据' })) };
  if (route === 'GET /api/samples') return { body: page(jobs.filter((job) => job.owner === 'sample').map(plain), query) };
  if ((found = match(/^GET \/api\/samples\/([^/]+)$/))) return { body: plain(jobs.find((job) => job.id === found[1])) };
  if (route === 'GET /api/simulations') return { body: page(simulations, query) };
  if (route === 'POST /api/simulations') return { status: 202, body: startNight(body ? JSON.parse(body).patients : undefined) };
  if ((found = match(/^GET \/api\/simulations\/([^/]+)$/))) return { body: simulations.find((run) => run.id === found[1]) };
  if (route === 'GET /api/dead-letters') return { body: page(empty ? [] : deadLetters, query) };
  if ((found = match(/^POST \/api\/dead-letters\/([^/]+)\/replay$/))) return { body: Object.assign(deadLetters[0], { state: 'replayed' }) };
  if (route === 'GET /api/system')
    return {
      body: {
        version: '0.1.0-SNAPSHOT', startedAt: iso(NOW - 7 * HOUR), now: iso(Date.now()), roles: ['ingest', 'nlp', 'responder', 'dashboard'],
        servers: [{ name: 'kafka', kind: 'embedded', detail: '127.0.0.1:39092', up: true }, { name: 'postgres', kind: 'embedded', detail: 'PostgreSQL 17.6', up: true }, { name: 'index', kind: 'embedded', detail: 'Lucene 10.5', up: true }],
        archives: empty ? [] : [{ account: 'main', state: 'running', detail: '缺少公钥版本 3 的私钥，12 条记录加密保存着，把私钥存为 /data/wework/keys/3.pem 后自动解密', seq: 90412, lastPullAt: iso(NOW - 20_000), lastRecordAt: iso(NOW - 5 * 60_000), stored: 8123, withoutConsent: 41, sealed: 12, restarts: 0 }],
        accounts: empty ? [] : [{ name: 'main', simulated: false, lastCallbackAt: iso(NOW - 3 * 60_000), lastMessageAt: iso(NOW - 41 * 60_000), callbacks: 1284, rejected: 3, pauses: [] }, { name: 'simulated', simulated: true, lastCallbackAt: null, lastMessageAt: null, callbacks: 0, rejected: 0, pauses: [] }],
        stages: ['kf', 'store', 'index', 'responder', 'decide', 'deliver'].map((name, i) => ({ name, state: 'running', since: iso(NOW - 7 * HOUR), lastError: i === 5 ? 'WeCom answered 45009, retried after 60 s' : null })),
        lags: ['store', 'index', 'responder'].map((group, i) => ({ group, topic: 'nightdesk.chat.message', behind: i === 1 ? 12 : 0 })),
        index: { messages: empty ? 0 : messages.length, sizeBytes: 48_200_000, lastCommitAt: iso(NOW - 4000) },
        counters: [{ name: 'callback.rejected', reason: '签名不对', count: 3 }, { name: 'message.duplicate', reason: null, count: 57 }],
        deadLetters: empty ? 0 : deadLetters.filter((one) => one.state === 'waiting').length, knowledge: { items: knowledge.length, approved: 9 }, models: { embedding: 'bge-small-zh-v1.5-q', llm: null },
        night: { now: true, windows: ['21:00-09:00'], until: iso(lastEvening() + 12 * HOUR) },
      },
    };
  return problem(404, 'Not Found', `no route ${route}`);
}

function sse(request, response, onOpen) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  onOpen();
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml' };
function asset(url, response) {
  const path = join(folder, normalize(url.pathname));
  const file = path.startsWith(folder) && existsSync(path) && statSync(path).isFile() ? path : join(folder, 'index.html');
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'",
  });
  createReadStream(file).pipe(response);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (!url.pathname.startsWith('/api/')) return asset(url, response);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (url.pathname === '/api/events') {
    return sse(request, response, () => {
      streams.add(response);
      response.write(`event: heartbeat\ndata: {"now":"${iso(Date.now())}"}\n\n`);
      request.on('close', () => streams.delete(response));
    });
  }
  const events = /^\/api\/imports\/([^/]+)\/events$/.exec(url.pathname);
  if (events) {
    const job = jobs.find((one) => one.id === events[1]);
    return sse(request, response, () => {
      response.write(`event: progress\ndata: ${JSON.stringify(plain(job))}\n\n`);
      if (job.state === 'running') job.listeners.add(response);
      else response.end();
    });
  }
  try {
    const answer = await api(request, url, Buffer.concat(chunks).toString('utf8'));
    response.writeHead(answer.status ?? 200, { 'Content-Type': answer.type ?? 'application/json', ...answer.headers });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  } catch (cause) {
    response.writeHead(500, { 'Content-Type': 'application/problem+json' });
    response.end(JSON.stringify({ title: 'mock failed', status: 500, detail: String(cause) }));
  }
});
server.listen(Number(port), '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${server.address().port}, sign in as admin / admin`));
