# Makes the custom field for all queues and a token for root, and prints the token.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT -init;

my $field = RT::CustomField->new(RT->SystemUser);
my ($made, $message) = $field->Create(
    Name => 'RempartIncident', Type => 'FreeformSingle',
    LookupType => 'RT::Queue-RT::Ticket', MaxValues => 1);
die $message unless $made;
($made, $message) = $field->AddToObject(RT::Queue->new(RT->SystemUser));
die $message unless $made;

my $root = RT::User->new(RT->SystemUser);
$root->Load('root');
my $token = RT::AuthToken->new(RT->SystemUser);
($made, $message, my $text) = $token->Create(Owner => $root->id, Description => 'test');
die $message unless $made;
print "$text\n";
