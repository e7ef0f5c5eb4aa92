import { describe, expect, it } from 'vitest';
import { isExcepted } from '../../../src/cli/terminal/noProxy';

const asks = (address: string, except: string) => isExcepted(new URL(address), except);

describe('NO_PROXY', () => {
  it.each([
    ['http://models.corp.example/v1', 'corp.example'],
    ['http://models.corp.example/v1', '.corp.example'],
    ['http://models.corp.example/v1', '*.corp.example'],
    ['http://models.corp.example/v1', 'x, Models.Corp.Example'],
    ['http://models.corp.example./v1', 'corp.example.'],
    ['https://models.example/v1', 'models.example:443'],
    ['http://models.example:8080/v1', 'models.example:8080'],
    ['http://10.1.2.3:11434', '10.0.0.0/8'],
    ['http://10.1.2.3:11434', 'a.example 10.1.2.3'],
    ['http://10.1.2.3', '10.1.*'],
    ['http://192.168.7.1', '172.16.0.0/12;192.168.0.0/16'],
    ['http://[fd00::5]/', 'fd00::/8'],
    ['http://[fd00::5]:8080/', '[fd00::5]:8080'],
    ['http://models.example', '*'],
    ['http://10.1.2.3', 'localhost,*'],
  ])('excepts %s by %j', (address, except) => expect(asks(address, except)).toBe(true));

  it.each([
    ['http://models.example', ''],
    ['http://notcorp.example', 'corp.example'],
    ['http://models.example:8080', 'models.example:443'],
    ['http://11.1.2.3', '10.0.0.0/8'],
    ['http://10.1.2.3', '10.0.0.0/99'],
    ['http://10.1.2.3', '10.0.0/8,/8,x/8'],
    ['http://10.1.2.3', '.3'],
    ['http://10.10.2.3', '10.1.*'],
    ['http://ten.example', '10.0.0.0/8'],
    ['http://models.example', '. *. ,'],
  ])('does not except %s by %j', (address, except) => expect(asks(address, except)).toBe(false));
});
