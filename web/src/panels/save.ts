export { save } from '../drawing/save';
