import { describe as group, expect, it } from 'vitest';
import type { PatientEvent } from '@/api/types';
import { describe, money } from './describe';

const t = (key: string, named: Record<string, unknown> = {}) => `${key.split('.').pop()}${Object.values(named).join('/')}`;
const event = (kind: string, data: Record<string, unknown>) => ({ kind, data }) as unknown as PatientEvent;

group('an event in one line', () => {
  it('writes fen as yuan', () => {
    expect(money(198000)).toBe('¥1,980.00');
    expect(money(-50)).toBe('¥-0.50');
    expect(money(100, 'HKD')).toBe('1.00 HKD');
  });

  it('names the type of a visit, known or not', () => {
    expect(describe(event('visit', { visitType: 'first', department: '皮肤科' }), t, () => true)).toBe('first · 皮肤科');
    expect(describe(event('visit', { visitType: '会诊' }), t, () => false)).toBe('会诊');
  });

  it('counts sessions', () => {
    expect(describe(event('treatment_session', { session: 2, of: 5, treatment: '水光' }), t, () => true)).toBe('sessionOfAll2/5 · 水光');
  });
});
