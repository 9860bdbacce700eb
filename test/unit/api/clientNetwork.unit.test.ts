import { networkOf } from '../../../src/api/accounts/clientNetwork.ts';

it.each([
  ['an IPv4 address is itself', '192.0.2.7', '192.0.2.7'],
  ['so is one written as IPv6', '::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ['and one written in hexadecimal', '::ffff:c000:207', '::ffff:c000:207'],
  ['an IPv6 address is its /64', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['however it is written', '2001:0DB8:0001:0002::6', '2001:db8:1:2::/64'],
  ['zeros left out within the network count', '2001:db8::7', '2001:db8:0:0::/64'],
  ['zeros left out at the border of it too', '2001:db8:1::3:4:5:6', '2001:db8:1:0::/64'],
  ['zeros at the end', '2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['zeros in front', '::1', '0:0:0:0::/64'],
  ['the interface is no part of it', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['a part of IPv4 at the end', '64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
  ['one that is gone stays so', '', ''],
])('%s: %s', (_, address, network) => {
  expect(networkOf(address)).toBe(network);
});
