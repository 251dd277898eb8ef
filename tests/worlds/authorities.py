"""The authorities of a carrier, one of each role, told by mail, by telephone or by both."""

from notices.domain.authority import Authority, AuthorityRole

MINISTRY = Authority("soumu", "総務省", AuthorityRole.MINISTRY, mail="jiko@soumu.example", phone="03-0000-0000")
POLICE = Authority("keisatsu", "警察本部", AuthorityRole.POLICE, phone="03-0000-0110")
COAST_GUARD = Authority("kaiho", "海上保安部", AuthorityRole.COAST_GUARD, mail="shirei@kaiho.example")
FIRE = Authority("shobo", "消防本部", AuthorityRole.FIRE, mail="shirei@shobo.example", phone="03-0000-0119")
AUTHORITIES = (MINISTRY, POLICE, COAST_GUARD, FIRE)
