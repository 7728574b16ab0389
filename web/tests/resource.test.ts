import { describe, expect, test } from 'vitest';
import { Unanswered } from '../src/api/client';
import { Resource } from '../src/state/resource.svelte';

const silence = (): Unanswered => new Unanswered(0, { code: 'no-answer', problem: '', remedy: '', where: '', valid: [], retry: true });
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

describe('something asked from the server', () => {
  test('is asked once per question', async () => {
    const resource = new Resource<number>();
    let asked = 0;
    const ask = (): Promise<number> => Promise.resolve((asked += 1));
    resource.want('a', ask);
    resource.want('a', ask);
    await settled();
    expect([asked, resource.data, resource.loading]).toEqual([1, 1, false]);
  });

  test('keeps the old answer on the page until the new one is there', async () => {
    const resource = new Resource<string>();
    resource.want('a', () => Promise.resolve('first'));
    await settled();
    let answer: (text: string) => void = () => undefined;
    resource.want('b', () => new Promise((done) => (answer = done)));
    expect([resource.data, resource.answered, resource.loading]).toEqual(['first', 'a', true]);
    answer('second');
    await settled();
    expect([resource.data, resource.answered, resource.loading]).toEqual(['second', 'b', false]);
  });

  test('an answer that comes too late is not shown', async () => {
    const resource = new Resource<string>();
    let late: (text: string) => void = () => undefined;
    resource.want('a', () => new Promise((done) => (late = done)));
    resource.want('b', () => Promise.resolve('wanted'));
    late('late');
    await settled();
    expect(resource.data).toBe('wanted');
  });

  test('a failure is kept, and asking again may mend it', async () => {
    const resource = new Resource<string>();
    let works = false;
    resource.want('a', () => (works ? Promise.resolve('there') : Promise.reject(silence())));
    await settled();
    expect([resource.failure?.status, resource.data]).toEqual([0, null]);
    works = true;
    resource.retry();
    await settled();
    expect([resource.failure, resource.data]).toEqual([null, 'there']);
  });

  test('withdrawn, it holds nothing', async () => {
    const resource = new Resource<string>();
    resource.want('a', () => Promise.resolve('first'));
    await settled();
    resource.want(null, () => Promise.resolve('never'));
    expect([resource.data, resource.loading]).toEqual([null, false]);
  });
});
