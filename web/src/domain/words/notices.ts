/** Words of what goes wrong around every screen: an address that is not understood, a server that is gone. */
import type { InLanguages } from './index';

const en = {
  misread: (names: string) => `The address says something this page does not understand: ${names}. The rest of it is shown.`,
  forget: 'Take it out of the address',
  lost: 'The server does not answer.',
  lostNext: 'What was answered before stays. It is asked again by itself as soon as the server is back.',
  again: 'Ask now',
};

export const noticeWords: InLanguages<typeof en> = {
  en,
  ko: {
    misread: (names) => `주소에 이 페이지가 이해하지 못하는 부분이 있습니다: ${names}. 나머지는 그대로 보여 줍니다.`,
    forget: '주소에서 빼기',
    lost: '서버가 응답하지 않습니다.',
    lostNext: '이미 받은 내용은 그대로 남습니다. 서버가 돌아오면 자동으로 다시 요청합니다.',
    again: '지금 다시 요청',
  },
  vi: {
    misread: (names) => `Địa chỉ có phần mà trang này không hiểu: ${names}. Phần còn lại vẫn được hiển thị.`,
    forget: 'Bỏ khỏi địa chỉ',
    lost: 'Máy chủ không trả lời.',
    lostNext: 'Những gì đã nhận được vẫn còn đó. Trang sẽ tự hỏi lại ngay khi máy chủ hoạt động trở lại.',
    again: 'Hỏi lại ngay',
  },
  fr: {
    misread: (names) => `L’adresse contient quelque chose que cette page ne comprend pas : ${names}. Le reste est affiché.`,
    forget: 'Le retirer de l’adresse',
    lost: 'Le serveur ne répond pas.',
    lostNext: 'Ce qui a déjà été reçu reste affiché. La demande repartira d’elle-même dès que le serveur répondra.',
    again: 'Redemander',
  },
};
