/** Words around every drawing: ways to take it away, and another way to see it. */
import type { InLanguages } from './index';

const en = {
  take: 'Take away',
  svg: 'SVG',
  png: 'PNG',
  asMap: 'As map',
  unpainted: 'The picture could not be painted here. Take the SVG: every browser opens it.',
};

export const drawingWords: InLanguages<typeof en> = {
  en,
  ko: {
    take: '내려받기',
    svg: 'SVG',
    png: 'PNG',
    asMap: '지도로 보기',
    unpainted: '여기서는 그림을 만들지 못했습니다. SVG로 받으면 어느 브라우저에서나 열립니다.',
  },
  vi: {
    take: 'Tải xuống',
    svg: 'SVG',
    png: 'PNG',
    asMap: 'Dạng bản đồ',
    unpainted: 'Không vẽ được hình ở đây. Hãy tải SVG: trình duyệt nào cũng mở được.',
  },
  fr: {
    take: 'Télécharger',
    svg: 'SVG',
    png: 'PNG',
    asMap: 'En carte',
    unpainted: 'L’image n’a pas pu être produite ici. Prenez le SVG : tous les navigateurs l’ouvrent.',
  },
};
