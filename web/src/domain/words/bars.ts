/** Words around bars of shares. */
import type { InLanguages } from './index';

const en = {
  asBars: 'As bars',
  fewer: 'Only the largest',
};

export const barsWords: InLanguages<typeof en> = {
  en,
  ko: { asBars: '막대로 보기', fewer: '큰 것만' },
  vi: { asBars: 'Dạng thanh', fewer: 'Chỉ những bên lớn nhất' },
  fr: { asBars: 'En barres', fewer: 'Seulement les plus grands' },
};
