import { expect, test } from 'vitest';
import { formatDate, formatNumber, formatUnit } from './format.ts';

test('dates as each reader writes them, no more precise than published', () => {
  expect(formatDate('2024-07-29', 'vi')).toBe('29/07/2024');
  expect(formatDate('2024-07', 'vi')).toBe('07/2024');
  expect(formatDate('2024', 'vi')).toBe('2024');
  expect(formatDate('2024-07-09', 'en')).toBe('9 July 2024');
  expect(formatDate('2024-07', 'en')).toBe('July 2024');
  expect(formatDate('2024', 'en')).toBe('2024');
});

test('numbers as each reader writes them', () => {
  expect(formatNumber(1234.5, 'vi')).toBe('1.234,5');
  expect(formatNumber(1234.5, 'en')).toBe('1,234.5');
  expect(formatNumber(212915, 'vi')).toBe('212.915');
  expect(formatNumber(95.64, 'vi')).toBe('95,64');
  expect(formatNumber(0, 'en')).toBe('0');
  expect(formatNumber(-1200, 'vi')).toBe('−1.200');
  expect(formatUnit(33.77, 'km²', 'vi')).toBe('33,77\u00A0km²');
});
