import type { PatientEvent } from '@/api/types';

type Translate = (key: string, named?: Record<string, unknown>) => string;

/** An amount in fen as people write it. */
export function money(fen: number, currency = 'CNY'): string {
  const text = (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return currency === 'CNY' ? `¥${text}` : `${text} ${currency}`;
}

const PLAIN = ['treatment', 'department', 'doctor', 'branch', 'article', 'level', 'status', 'source', 'city', 'name', 'remark', 'scene'];

/** One line of what an event says, besides its kind. */
export function describe(event: PatientEvent, t: Translate, te: (key: string) => boolean): string {
  const data = event.data as unknown as Record<string, unknown>;
  const parts: string[] = [];
  const text = (name: string) => (typeof data[name] === 'string' && data[name] ? (data[name] as string) : '');
  const type = text('visitType');
  if (type) parts.push(te(`patients.visitType.${type}`) ? t(`patients.visitType.${type}`) : type);
  if (typeof data.amount === 'number') parts.push(money(data.amount, text('currency') || 'CNY'));
  if (typeof data.session === 'number') {
    parts.push(
      typeof data.of === 'number'
        ? t('patients.sessionOfAll', { n: data.session, m: data.of })
        : t('patients.sessionOf', { n: data.session }),
    );
  }
  for (const name of PLAIN) if (text(name)) parts.push(text(name));
  if (text('referrer')) parts.push(t('patients.referrer', { name: text('referrer') }));
  if (text('referred')) parts.push(t('patients.referred', { name: text('referred') }));
  if (text('phone')) parts.push(text('phone'));
  if (typeof data.agreed === 'boolean') parts.push(t(`patients.value.${data.agreed ? 'agreed' : 'disagreed'}`));
  return parts.join(' · ');
}
